package pegasus.cli;

import java.time.Duration;

/// A duration as people say it: `0.3 s`, `3 min 12 s`, `26 h 3 min`.
final class Elapsed {
  private Elapsed() {}

  static String of(Duration elapsed) {
    if (elapsed.toMinutes() == 0) {
      // Not by a format: the first one takes Java 7 ms, at the end of each short run.
      long tenths = (elapsed.toMillis() + 50) / 100;
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    return elapsed.toHours() == 0
        ? "%d min %d s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart())
        : "%d h %d min".formatted(elapsed.toHours(), elapsed.toMinutesPart());
  }
}
