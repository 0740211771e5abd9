package pegasus.session;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/// Closes something when its time is up, which ends whatever blocks on it. Close the deadline
/// itself when the thing is done in time.
final class Deadline implements AutoCloseable {
  private final Thread timer;
  private volatile boolean passed;

  private Deadline(Duration limit, Closeable victim) {
    this.timer = Thread.ofVirtual().name("pegasus-deadline").unstarted(() -> run(limit, victim));
  }

  static Deadline in(Duration limit, Closeable victim) {
    var deadline = new Deadline(limit, victim);
    deadline.timer.start();
    return deadline;
  }

  private void run(Duration limit, Closeable victim) {
    try {
      Thread.sleep(limit);
      passed = true;
      victim.close();
    } catch (InterruptedException inTime) {
      // Nothing is left to do.
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  /// Whether the time was up.
  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    timer.interrupt();
  }
}
