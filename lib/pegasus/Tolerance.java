package pegasus;

import java.time.Duration;

/// What a run bears from its hosts.
///
/// @param pause waits before a host is tried again
/// @param attempts after how many failures in a row a host is not worth waiting for
/// @param atOnce a command that fails within this time says more about its host than about itself
record Tolerance(Pause pause, int attempts, Duration atOnce) {
  /// Eight attempts: about two minutes.
  static final Tolerance USUAL = new Tolerance(Thread::sleep, 8, Duration.ofSeconds(1));

  private static final int LONGEST_SECONDS = 60;

  /// How to wait.
  @FunctionalInterface
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /// Waits before the next attempt: 1, 2, 4 seconds and so on, at most a minute.
  ///
  /// @param failures how many there were in a row, at least 1
  void pause(int failures) throws InterruptedException {
    int seconds = 1 << Math.min(failures - 1, 6);
    pause.sleep(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
  }
}
