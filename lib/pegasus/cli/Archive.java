package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import pegasus.Hosts;
import pegasus.Options;
import pegasus.PegasusException;
import pegasus.Queue;
import picocli.CommandLine;

/// The archive of loaded classes that makes the next start quicker. JBang (`//CDS`) has Java write
/// it when the first run ends. It is not written again, so that first run loads what others will
/// need, whatever it was for itself.
final class Archive {
  private static final String JAR = ".jar";
  private static final String BEING_WRITTEN = "-XX:ArchiveClassesAtExit";

  private Archive() {}

  /// Completes the archive, if it is being written now.
  static void complete() {
    if (!exists() && isBeingWritten()) {
      new CommandLine(new QueueMode());
      new CommandLine(new BroadcastMode());
      try {
        rehearse(Files.createTempDirectory("pegasus-"));
      } catch (IOException | PegasusException e) {
        return; // it will be less complete
      }
    }
  }

  // Where JBang has it: beside the program. To look there takes no time; to ask the system how we
  // were started does.
  private static boolean exists() {
    String program = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    return program.endsWith(JAR) && new File(program.replace(JAR, ".jsa")).exists();
  }

  private static boolean isBeingWritten() {
    return ProcessHandle.current().info().arguments().map(List::of).orElse(List.of()).stream()
        .anyMatch(argument -> argument.startsWith(BEING_WRITTEN));
  }

  /// A run as small as can be: `true` on this machine, and an SSH connection that is refused.
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
