package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
  private static final int JAVAS_OWN = 0xa8; // of CDS_DYNAMIC_ARCHIVE_MAGIC, 0xf00baba8
  private static final long SPACE = 128 << 20; // it has 35 MB, and needs more while it is made
  private static final Duration LIMIT = Duration.ofMinutes(1); // by far: something hangs
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// The one that Java is to write when this process ends, if so.
  static Optional<Archive> beingWritten() {
    return isThere() ? Optional.empty() : asked();
  }

  // JBang has it beside the program. To look there takes no time; to ask Java how it was started
  // does.
  private static boolean isThere() {
    String program = System.getProperty("java.class.path").split(File.pathSeparator, 2)[0];
    return program.endsWith(JAR) && isThere(Path.of(program.replace(JAR, ".jsa")));
  }

  // What Java itself writes, when a first run is ended from outside, would be taken for this one.
  // Without it JBang asks for one again.
  private static boolean isThere(Path archive) {
    try {
      if (firstByte(archive) == JAVAS_OWN) {
        Files.delete(archive);
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return true; // nothing to be done about it
    }
  }

  private static int firstByte(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.read();
    }
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
    var process = new CompletableFuture<Process>();
    Thread self = Thread.currentThread();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> skip(process, self)));
      rehearse(process);
    } catch (IOException | IllegalStateException e) {
      return; // the latter: this process is ending already
    }
  }

  // Half an archive never gets its name.
  private void rehearse(CompletableFuture<Process> process) throws IOException {
    try (var stage = new Scratch(Files.createTempDirectory("pegasus-"));
        var folder = new Scratch(Files.createTempDirectory(folder(), "archive-"))) {
      Path draft = folder.path().resolve("draft");
      process.complete(start(stage.path(), draft));
      if (succeeds(process.join()) && Files.exists(draft)) {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static Process start(Path stage, Path draft) throws IOException {
    return new ProcessBuilder(command(stage, draft))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static boolean succeeds(Process process) {
    try {
      return process.waitFor(LIMIT) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      kill(process);
      process.onExit().join();
    }
  }

  // Ctrl-C, by somebody who does not want to wait. The thread that waits cleans up, and ends this
  // process with the status that it was to have.
  private static void skip(CompletableFuture<Process> process, Thread waiting) {
    process.thenAccept(Archive::kill);
    try {
      waiting.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// With all that it has started.
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
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
  private record Scratch(Path path) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(path);
    }
  }
}
