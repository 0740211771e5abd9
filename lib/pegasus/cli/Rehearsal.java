package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/// Two runs as small as can be, in a process of its own: what it loads is what an [Archive] holds.
final class Rehearsal {
  private static final String CLASS = ".class";
  private static final Pattern JARS = Pattern.compile("(pegasus|sshj|picocli).*\\.jar");

  private Rehearsal() {}

  /// @param arguments a folder with a hosts.yaml and a queue.yaml
  public static void main(String... arguments) throws IOException {
    loadJars();
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

  /// Loads all that lies in some of the jars. What runs without a server to log in to does not get
  /// far in Pegasus itself and in sshj; and picocli, being made for old Javas, is not archived once
  /// it is linked.
  private static void loadJars() throws IOException {
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(part);
      if (JARS.matcher(jar.getFileName().toString()).matches()) {
        load(jar);
      }
    }
  }

  private static void load(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      file.stream().map(ZipEntry::getName).filter(n -> n.endsWith(CLASS)).forEach(Rehearsal::load);
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
