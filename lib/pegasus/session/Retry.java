package pegasus.session;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Tries again after a drop, with growing pauses of random length, so that those who were dropped
/// together do not come back together.
///
/// @param limit no try begins later than this after the first
/// @param clock tells the time
/// @param random chooses the pauses
/// @param pause waits
record Retry(Duration limit, InstantSource clock, RandomGenerator random, Pause pause) {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /// How to wait.
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /// What to try.
  interface Attempt<T> {
    T make() throws IOException, InterruptedException;
  }

  <T> T call(Attempt<T> attempt) throws IOException, InterruptedException {
    var end = clock.instant().plus(limit);
    var most = FIRST;
    while (true) {
      try {
        return attempt.make();
      } catch (SshDropped dropped) {
        var wait = between(most.dividedBy(2), most);
        if (clock.instant().plus(wait).isAfter(end)) {
          throw dropped;
        }
        pause.sleep(wait);
        most = most.multipliedBy(2).compareTo(LONGEST) < 0 ? most.multipliedBy(2) : LONGEST;
      }
    }
  }

  private Duration between(Duration least, Duration most) {
    return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos()));
  }
}
