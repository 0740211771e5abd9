package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Java has learnt about this program, for a quicker start: classes as they are once they are
/// linked, and which methods to compile at once (JEP 483, 514, 515). JBang (`//CDS`) wants Java to
/// write an archive of classes when the first run ends, and never again: a [Rehearsal] writes this
/// instead, which is used by the same option. To be given as `-XX:AOTCache` for the methods, too.
///
/// @param file where it will be
record Archive(Path file) {
  private static final String JAR = ".jar";
  private static final String OPTION = "-XX:ArchiveClassesAtExit=";
  private static final Pattern COMPILER = Pattern.compile("^-XX:(Tier|CompileCommand)");
  private static final long SPACE = 128 << 20; // it has 35 MB, and needs more while it is made
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The one that Java is to write when this process ends, if so.
  static Optional<Archive> beingWritten() {
    return isThere() ? Optional.empty() : asked();
  }

  // JBang has it beside the program. To look there takes no time; to ask Java how it was started
  // does.
  private static boolean isThere() {
    String program = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    return program.endsWith(JAR) && new File(program.replace(JAR, ".jsa")).exists();
  }

  private static Optional<Archive> asked() {
    return options()
        .filter(option -> option.startsWith(OPTION))
        .map(option -> new Archive(Path.of(option.substring(OPTION.length()))))
        .findFirst();
  }

  private static Stream<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream();
  }

  /// Whether it can be written.
  boolean writable() {
    try {
      return Files.isWritable(folder()) && Files.getFileStore(folder()).getUsableSpace() > SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  /// Has it written by a process that does what all runs do, whatever this one was for; some ten
  /// seconds. If that fails there is none, and the next run tries again.
  void write() {
    try (var stage = new Scratch(Files.createTempDirectory("pegasus-"));
        var draft = new Scratch(Files.createTempDirectory(folder(), "archive-"))) {
      rehearse(stage.folder(), draft.folder().resolve("draft"));
    } catch (IOException e) {
      return;
    }
  }

  // Half an archive never gets its name.
  private void rehearse(Path stage, Path draft) throws IOException {
    Process process = start(stage, draft);
    Thread self = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> skip(process, self)));
    if (process.onExit().join().exitValue() == 0 && Files.exists(draft)) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static Process start(Path stage, Path draft) throws IOException {
    return new ProcessBuilder(command(stage, draft))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  // Ctrl-C, by somebody who does not want to wait. The thread that waits cleans up, and ends this
  // process with the status that it was to have.
  private static void skip(Process process, Thread waiting) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      waiting.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // What the compiler is told here, it is told later. Of the collectors, G1 alone archives objects,
  // which all of them can read if the heap is below 32 GB.
  private static List<String> command(Path stage, Path draft) {
    return Stream.of(
            Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            options().filter(option -> COMPILER.matcher(option).find()),
            Stream.of("-Xlog:disable", "-XX:+UseG1GC", "-XX:MaxRAM=64g"),
            Stream.of("-XX:AOTCacheOutput=" + draft),
            Stream.of("-cp", System.getProperty("java.class.path")),
            Stream.of(Rehearsal.class.getName(), stage.toString()))
        .flatMap(words -> words)
        .toList();
  }

  private Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /// A folder that is deleted in the end, with the files in it.
  private record Scratch(Path folder) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
