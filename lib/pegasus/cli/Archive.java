package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/// The archive of loaded classes that makes the next start quicker. JBang (`//CDS`) wants Java to
/// write it when the first run ends, and never again: a [Rehearsal] writes it instead.
///
/// @param file where it will be
record Archive(Path file) {
  private static final String JAR = ".jar";
  private static final String OPTION = "-XX:ArchiveClassesAtExit=";
  private static final long SPACE = 64 << 20; // it has about 14 MB

  /// The one that Java is to write when this process ends, if so.
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

  /// Whether it can be written.
  boolean writable() {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() > SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  /// Has it written by a process that does what all runs do, whatever this one was for. If that
  /// fails there is none, and the next run tries again.
  void write() {
    try {
      Path folder = Files.createTempDirectory("pegasus-");
      try {
        Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n- nobody@127.0.0.1:1\n");
        Files.writeString(folder.resolve("queue.yaml"), "- true {{ hostname }}\n");
        rehearse(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      return;
    }
  }

  // Half an archive never gets its name.
  private void rehearse(Path folder) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path unfinished = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    var process =
        new ProcessBuilder(
                java.toString(),
                "-Xlog:disable",
                OPTION + unfinished,
                "-cp",
                System.getProperty("java.class.path"),
                Rehearsal.class.getName(),
                folder.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.onExit().join().exitValue() == 0 && Files.exists(unfinished)) {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(unfinished);
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
