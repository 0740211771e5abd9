package pegasus.support;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program and how to start it: as a user does, in a process of its own.
///
/// ```
/// Program.of("sh", "-c", "cat; exit 3").input("hello").run().status() // 3
/// ```
public final class Program {
  private final ProcessBuilder builder;
  private String input = "";

  private Program(List<String> command) {
    builder = new ProcessBuilder(command);
  }

  public static Program of(String... command) {
    return new Program(List.of(command));
  }

  /// Starts it in another folder than this process.
  public Program in(Path folder) {
    builder.directory(folder.toFile());
    return this;
  }

  /// Adds to, or changes, what it inherits of the environment.
  public Program with(Map<String, String> variables) {
    builder.environment().putAll(variables);
    return this;
  }

  public Program without(String variable) {
    builder.environment().remove(variable);
    return this;
  }

  /// What it reads from its standard input; nothing by default.
  public Program input(String text) {
    input = text;
    return this;
  }

  /// How it went.
  public record Ended(int status, String out, String err, long pid) {}

  /// Runs it to its end. One that takes longer than 100 seconds is killed, and the test fails.
  public Ended run() throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", "");
    Path err = Files.createTempFile("err", "");
    Path in = Files.writeString(Files.createTempFile("in", ""), input);
    try {
      builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
      var process = builder.start();
      if (!process.waitFor(100, TimeUnit.SECONDS)) {
        kill(process);
        fail(builder.command() + " does not end; so far: " + Files.readString(err));
      }
      return new Ended(
          process.exitValue(), Files.readString(out), Files.readString(err), process.pid());
    } finally {
      for (Path file : List.of(in, out, err)) {
        Files.delete(file);
      }
    }
  }

  /// Starts it, to go on while the test does.
  public Background start() throws IOException {
    return Background.start(builder);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
