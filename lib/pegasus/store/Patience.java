package pegasus.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Tries again until it works, says so once when that takes long, and gives up when told to.
final class Patience {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final BooleanSupplier abandon;
  private final Runnable takesLong;
  private final long since = System.nanoTime();
  private boolean said;

  Patience(BooleanSupplier abandon, Runnable takesLong) {
    this.abandon = abandon;
    this.takesLong = takesLong;
  }

  /// Tries `works` until it does.
  ///
  /// @return false when it was abandoned
  boolean until(BooleanSupplier works) {
    while (!works.getAsBoolean()) {
      if (abandon.getAsBoolean()) {
        return false;
      }
      if (!said && System.nanoTime() - since > LONG_NANOS) {
        said = true;
        takesLong.run();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
