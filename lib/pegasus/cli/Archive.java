package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import pegasus.Hosts;
import pegasus.Options;
import pegasus.PegasusException;
import pegasus.Queue;
import picocli.CommandLine;

/// The archive of loaded classes that makes the next start quicker. JBang (`//CDS`) has Java write
/// it when the first run ends, and never again.
///
/// @param file where it will be
record Archive(Path file) {
  private static final String JAR = ".jar";
  private static final String OPTION = "-XX:ArchiveClassesAtExit=";
  private static final long SPACE = 64 << 20; // it has about 10 MB

  /// The one that Java will write when this process ends, if so.
  static Optional<Archive> beingWritten() {
    return isThere() ? Optional.empty() : asked();
  }

  // JBang has it beside the program. To look there takes no time; to ask the system how this
  // process was started does.
  private static boolean isThere() {
    String program = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    return program.endsWith(JAR) && new File(program.replace(JAR, ".jsa")).exists();
  }

  private static Optional<Archive> asked() {
    return Stream.of(ProcessHandle.current().info().arguments().orElse(new String[0]))
        .filter(argument -> argument.startsWith(OPTION))
        .map(argument -> new Archive(Path.of(argument.substring(OPTION.length()))))
        .findFirst();
  }

  /// Whether it can be written. Where it cannot, Java ends with the status 1, whatever came before.
  boolean writable() {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() > SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  /// Loads what other runs will need, whatever this one was for.
  void complete() {
    new CommandLine(new QueueMode());
    new CommandLine(new BroadcastMode());
    try {
      rehearse(Files.createTempDirectory("pegasus-"));
    } catch (IOException | PegasusException e) {
      return; // so there is less in it
    }
  }

  // A run as small as can be: `true` on this machine, and an SSH connection that is refused.
  private static void rehearse(Path folder) throws IOException {
    try {
      Path queue = Files.writeString(folder.resolve("queue.yaml"), "- true {{ hostname }}\n");
      Queue.open(queue)
          .run(
              Hosts.of("localhost", "nobody@127.0.0.1:1"),
              Options.defaults().withSshConfig(Path.of("none")));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
