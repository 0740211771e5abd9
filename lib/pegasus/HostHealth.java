package pegasus;

import java.time.Duration;

/// Whether a host is any good: one on which command after command fails at once is not. A full disk
/// or a driver that is gone eats a queue in no time.
final class HostHealth {
  private final int most;
  private final Duration atOnce;
  private int inARow;

  /// @param most how many failures in a row are too many; 0 for no end of them
  /// @param atOnce what takes longer is no failure of the host
  HostHealth(int most, Duration atOnce) {
    this.most = most;
    this.atOnce = atOnce;
  }

  /// Takes the next result into account.
  void add(Result result) {
    switch (result.outcome()) {
      // These say nothing about the host.
      case Outcome.NotRun _, Outcome.Cancelled _ -> {}
      default -> inARow = failedAtOnce(result) ? inARow + 1 : 0;
    }
  }

  /// Whether that was one failure too many.
  boolean bad() {
    return most > 0 && inARow >= most;
  }

  boolean failedAtOnce(Result result) {
    return !result.ok() && result.elapsed().compareTo(atOnce) < 0;
  }
}
