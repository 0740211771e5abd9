package pegasus.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A `main` of the tests in a Java process of its own.
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ChildJvm(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  /// The command line that runs `main` with the class path of this process.
  public static List<String> commandLine(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    var builder = new ProcessBuilder(commandLine(main, arguments));
    return new ChildJvm(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /// The next line that it prints; fails when it ends before.
  public String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError(process + " printed no line");
    }
    return line;
  }

  /// All that it still prints, up to its end.
  public List<String> rest() {
    return out.lines().toList();
  }

  public long pid() {
    return process.pid();
  }

  /// Kills it without a warning, and waits until it is gone.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
