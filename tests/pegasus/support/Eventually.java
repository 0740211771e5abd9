package pegasus.support;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what nothing tells: the end of a process that is not ours, say.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN = Duration.ofMillis(5).toNanos();

  private Eventually() {}

  /// Returns as soon as `holds` does; fails, with `what`, when it does not within half a minute.
  public static void check(String what, BooleanSupplier holds) {
    var deadline = Instant.now().plus(PATIENCE);
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("still not so: " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN);
    }
  }
}
