package pegasus;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Sweeps a queue's file some time after a job was taken from it in place: soon enough for whoever
/// looks into the file, and seldom enough that it takes no time worth mentioning from the jobs.
final class Sweeper {
  // A sweep of a very long file takes a while: this many times as long passes before the next, but
  // not for ever, as the undo grows meanwhile.
  private static final int SELDOM = 50;
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Function<Gate, Duration> sweep;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final Duration soonest;
  private volatile Duration pause;

  /// @param sweep does so unless the gate is shut, and says how long it took
  /// @param soonest how long after a take at the soonest
  Sweeper(Function<Gate, Duration> sweep, Duration soonest) {
    this.sweep = sweep;
    this.soonest = soonest;
    this.pause = soonest;
  }

  /// Returns at once.
  ///
  /// @param gate the queue changes through it
  void soon(Gate gate) {
    if (waiting.compareAndSet(false, true)) {
      Thread.ofVirtual().name("pegasus sweep").start(() -> wait(gate));
    }
  }

  private void wait(Gate gate) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      // Nobody does that; and if so, it is time.
    }
    waiting.set(false);
    Duration next = sweep.apply(gate).multipliedBy(SELDOM);
    Duration enough = next.compareTo(LONGEST) < 0 ? next : LONGEST;
    pause = enough.compareTo(soonest) > 0 ? enough : soonest;
  }
}
