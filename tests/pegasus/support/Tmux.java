package pegasus.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A terminal with a program in it, by `tmux`: the test types, and looks at the screen. Closing it
/// kills what still runs there.
public final class Tmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long LOOK_AGAIN = Duration.ofMillis(50).toNanos();

  private final Path folder;
  private final Map<String, String> variables;

  private Tmux(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.variables = variables;
  }

  /// Opens one of 120 columns.
  ///
  /// @param folder where the program starts; its path has to be short, as it holds a socket
  /// @param variables more of its environment
  public static Tmux start(Path folder, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Path.of(path, "tmux").toFile().canExecute()),
        "tmux is needed");
    var tmux = new Tmux(folder, Map.copyOf(variables));
    var start = new ArrayList<>(List.of("new-session", "-d", "-x", "120", "-y", "50"));
    start.addAll(List.of(command));
    tmux.run(start);
    return tmux;
  }

  /// Types a line, and Enter.
  public void type(String line) throws IOException, InterruptedException {
    write(line);
    press("Enter");
  }

  /// Types a text.
  public void write(String text) throws IOException, InterruptedException {
    run(List.of("send-keys", "-l", text));
  }

  /// Presses a key: `Enter`, `Tab`, `Up`, `C-c`.
  public void press(String key) throws IOException, InterruptedException {
    run(List.of("send-keys", key));
  }

  /// What was printed so far, lines that are wider than the screen whole, without blanks behind.
  public String screen() {
    try {
      return run(List.of("capture-pane", "-p", "-J", "-S", "-")).replaceAll("(?m) +$", "").strip();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits until the screen is as it should be: programs that start there may take long.
  public String await(Predicate<String> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String seen = screen();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the screen shows:\n" + seen);
      }
      LockSupport.parkNanos(LOOK_AGAIN); // each look is a process
      seen = screen();
    }
    return seen;
  }

  /// The id of the program's process.
  public long pid() throws IOException, InterruptedException {
    return Long.parseLong(run(List.of("display-message", "-p", "#{pane_pid}")).strip());
  }

  /// Whether the program still runs; the terminal ends with it.
  public boolean runs() {
    try {
      return tmux(List.of("has-session")).status() == 0;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Program.Ended ended = tmux(command);
    assertEquals(0, ended.status(), ended::err);
    return ended.out();
  }

  private Program.Ended tmux(List<String> command) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of("tmux", "-S", "tmux", "-f", "/dev/null"));
    all.addAll(command);
    return Program.of(all.toArray(String[]::new)).in(folder).with(variables).without("TMUX").run();
  }

  @Override
  public void close() {
    try {
      tmux(List.of("kill-server"));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
