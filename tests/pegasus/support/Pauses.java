package pegasus.support;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Pauses without waiting: they end when the test says so.
public final class Pauses {
  private final BlockingQueue<Duration> begun = new LinkedBlockingQueue<>();
  private final Semaphore ends;

  private Pauses(int ends) {
    this.ends = new Semaphore(ends);
  }

  /// Each ends at once.
  public static Pauses none() {
    return new Pauses(Integer.MAX_VALUE);
  }

  /// None ends before [#end()].
  public static Pauses endless() {
    return new Pauses(0);
  }

  /// A pause.
  public void sleep(Duration time) throws InterruptedException {
    begun.add(time);
    ends.acquire();
  }

  /// Waits for the next pause that begins: how long it would have been.
  public Duration awaitNext() throws InterruptedException {
    var next = begun.poll(FakeNodes.PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no pause begins");
    }
    return next;
  }

  /// Ends one pause.
  public void end() {
    ends.release();
  }
}
