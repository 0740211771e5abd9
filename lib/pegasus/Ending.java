package pegasus;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pegasus.session.Running;
import pegasus.session.Running.Signal;

/// Puts an end to a command: TERM to its process group, KILL to what is left after a grace, and a
/// look whether all of it is gone.
///
/// On a platform thread: those that carry virtual ones may all be held by writes to a terminal that
/// is paused.
final class Ending {
  /// How long a command may take over its end, before KILL and after.
  static final Duration GRACE = Duration.ofSeconds(5);

  /// How long it may take to send signals, and to look, over a connection that may be dead.
  private static final Duration SENDING = Duration.ofSeconds(10);

  private static final Duration FIRST_LOOK = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  /// How that came out.
  enum Fate {
    /// The command had come to an end by itself before.
    TOO_LATE,
    /// It was seen that nothing of it is left.
    GONE,
    UNKNOWN
  }

  private final Running command;
  private final Duration grace;

  private Ending(Running command, Duration grace) {
    this.command = command;
    this.grace = grace;
  }

  /// Begins. When it comes to no end in time, the command is abandoned.
  static CompletableFuture<Fate> start(Running command, Duration grace) {
    var ending = new Ending(command, grace);
    var fate = new CompletableFuture<Fate>();
    Thread.ofPlatform().daemon().name("pegasus-ending").start(() -> ending.run(fate));
    long patience = grace.multipliedBy(2).plus(SENDING).toNanos();
    fate.completeOnTimeout(Fate.UNKNOWN, patience, TimeUnit.NANOSECONDS);
    return fate.whenComplete(
        (how, _) -> {
          if (how == Fate.UNKNOWN) {
            command.abandon();
          }
        });
  }

  private void run(CompletableFuture<Fate> fate) {
    try {
      fate.complete(end());
    } catch (InterruptedException | RuntimeException e) {
      fate.complete(Fate.UNKNOWN); // whatever went wrong, the end was not seen
    }
  }

  private Fate end() throws InterruptedException {
    if (!command.signal(Signal.TERM)) {
      return Fate.TOO_LATE;
    }
    if (goneSoon()) {
      return Fate.GONE;
    }
    command.signal(Signal.KILL);
    return goneSoon() ? Fate.GONE : Fate.UNKNOWN;
  }

  private boolean goneSoon() throws InterruptedException {
    long until = System.nanoTime() + grace.toNanos();
    Duration pause = FIRST_LOOK;
    boolean gone = command.gone();
    while (!gone && System.nanoTime() - until < 0) {
      Thread.sleep(pause);
      Duration longer = pause.multipliedBy(2);
      pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      gone = command.gone();
    }
    return gone;
  }
}
