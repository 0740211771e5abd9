package bench.support;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs programs to their end.
///
/// @param folder where they run; what they say goes to files there
public record Shell(Path folder) {
  private static final long MINUTES = 5;

  /// Runs a script of `sh`.
  ///
  /// @throws IllegalStateException when it fails, with the last of what it said
  public void run(String script) throws IOException, InterruptedException {
    run(List.of("sh", "-c", script));
  }

  /// Runs a command.
  ///
  /// @throws IllegalStateException when it fails, with the last of what it said
  public void run(List<String> command) throws IOException, InterruptedException {
    int status = await(start(command));
    if (status != 0) {
      throw new IllegalStateException(
          "exit status %d of %s: %s".formatted(status, shown(command), end(folder.resolve("err"))));
    }
  }

  /// Starts a command, with nothing to read.
  public Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private static int await(Process process) throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new IllegalStateException("no end after " + MINUTES + " minutes");
    }
    return process.exitValue();
  }

  /// The last of what a program said.
  public static String end(Path file) throws IOException {
    String said = Files.readString(file).stripTrailing();
    return said.substring(Math.max(0, said.length() - 500));
  }

  private static String shown(List<String> command) {
    String line = String.join(" ", command);
    return line.length() < 200 ? line : line.substring(0, 200) + "...";
  }

  /// Where a program is.
  public static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";
    return Arrays.stream(path.split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Words for `sh`, each quoted.
  public static String line(List<String> words) {
    return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }

  public static String line(String... words) {
    return line(Stream.of(words).toList());
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
