package pegasus.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import picocli.CommandLine;

/// Two runs as small as can be, in a process of its own: what it loads is what an [Archive] holds.
final class Rehearsal {
  private static final String CLASS = ".class";

  private Rehearsal() {}

  /// @param arguments a folder with a hosts.yaml and a queue.yaml
  public static void main(String... arguments) throws IOException, URISyntaxException {
    loadParser();
    Path folder = Path.of(arguments[0]);
    Path queue = folder.resolve("queue.yaml");
    String jobs = Files.readString(queue);
    var once = new QueueMode();
    prepare(once.files, folder);
    once.call();
    Files.writeString(queue, jobs);
    var everywhere = new BroadcastMode();
    prepare(everywhere.files, folder);
    everywhere.call();
  }

  private static void prepare(RunOptions files, Path folder) {
    files.hostsFile = folder.resolve("hosts.yaml");
    files.queueFile = folder.resolve("queue.yaml");
    files.sshConfig(Path.of("none"));
  }

  /// Loads picocli and does not use it: being made for old Javas, its classes are not archived once
  /// they are linked.
  private static void loadParser() throws IOException, URISyntaxException {
    Path jar =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isRegularFile(jar)) {
      try (var file = new JarFile(jar.toFile())) {
        file.stream()
            .map(ZipEntry::getName)
            .filter(n -> n.endsWith(CLASS))
            .forEach(Rehearsal::load);
      }
    }
  }

  private static void load(String file) {
    String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
    try {
      Class.forName(name, false, Rehearsal.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // It needs what is not there, or is for another Java: so it is not in the archive.
    }
  }
}
