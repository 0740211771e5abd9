package pegasus.cli;

import java.time.Duration;
import java.util.Locale;

/// A duration as people say it: `0.3 s`, `3 min 12 s`, `26 h 3 min`.
final class Elapsed {
  private Elapsed() {}

  static String of(Duration elapsed) {
    if (elapsed.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1e3);
    }
    return elapsed.toHours() == 0
        ? "%d min %d s".formatted(elapsed.toMinutes(), elapsed.toSecondsPart())
        : "%d h %d min".formatted(elapsed.toHours(), elapsed.toMinutesPart());
  }
}
