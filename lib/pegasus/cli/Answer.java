package pegasus.cli;

import java.io.Console;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Waits until the user at the terminal presses Enter, or refuses to.
final class Answer {
  private final FutureTask<Boolean> entered =
      new FutureTask<>(() -> System.console().readLine() != null);

  /// Whether there is a user to ask.
  static boolean possible() {
    // Without a terminal some releases of Java have no console, others one that is none.
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /// @return false at the end of the input, and when it was refused
  boolean entered() {
    // Nothing can interrupt the reading itself.
    Thread.ofPlatform().daemon().start(entered);
    try {
      return entered.get();
    } catch (CancellationException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Ends the wait, from any thread.
  void refuse() {
    entered.cancel(false);
  }
}
