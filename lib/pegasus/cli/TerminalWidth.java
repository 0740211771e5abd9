package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/// How many columns this process's terminal has. Asked of `stty` (a few milliseconds) at first use
/// and after the terminal was resized; remembered in between.
final class TerminalWidth implements IntSupplier, AutoCloseable {
  private final AtomicBoolean stale = new AtomicBoolean(true);
  private Optional<OnSignal> resized = Optional.empty(); // guarded by this
  private int columns; // guarded by this

  /// 0 when unknown.
  @Override
  public synchronized int getAsInt() {
    if (stale.getAndSet(false)) {
      if (resized.isEmpty()) {
        resized = Optional.of(new OnSignal("WINCH", () -> stale.set(true)));
      }
      columns = ask();
    }
    return columns;
  }

  @Override
  public synchronized void close() {
    resized.ifPresent(OnSignal::close);
  }

  /// `stty size` prints rows and columns.
  private static int ask() {
    var stty = new ProcessBuilder("stty", "size");
    stty.redirectInput(new File("/dev/tty")).redirectErrorStream(true);
    try (var answer = stty.start().inputReader()) {
      String size = Optional.ofNullable(answer.readLine()).orElse("");
      return size.matches("\\d{1,9} \\d{1,9}")
          ? Integer.parseInt(size.substring(size.indexOf(' ') + 1))
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
