package pegasus.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import pegasus.Outcome;

/// One command on its way, wherever it runs. Whoever watches it tells [#ended] and [#drained].
///
/// The end of a command is the end of its shell. What it left running in the background keeps
/// running, but soon nobody reads its output: what it writes then is lost, and may end it
/// (SIGPIPE).
final class RunningCommand implements Running {
  private static final long POLL_MILLIS = 20;
  private static final int LOOKS = 3;

  /// What can be done to a command.
  interface Control {
    /// Sends a signal to its process group, if that is still possible; false when nobody was there.
    boolean signal(Signal signal);

    /// Whether it was seen that no process of the group is left.
    boolean gone();

    /// Returns when all has arrived here that it wrote before its end, as far as one can make sure
    /// of that.
    void settle();

    /// Lets go of it: it has ended, but what it left running holds its output open.
    void release();
  }

  private final Control control;
  private final List<Flow> flows;
  private final long grace;

  // Not a monitor: to wake a virtual thread that waits for one takes the JDK another thread.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();

  // guarded by the lock
  private final Set<Signal> sent = EnumSet.noneOf(Signal.class);
  private Optional<Outcome> outcome = Optional.empty();

  private final AtomicBoolean released = new AtomicBoolean();

  /// @param grace how long a stream must be silent after the end, in nanoseconds, before it counts
  ///   as held open by something else
  RunningCommand(Control control, List<Flow> flows, long grace) {
    this.control = control;
    this.flows = List.copyOf(flows);
    this.grace = grace;
  }

  /// Tells how the command ended; the first to tell is right.
  void ended(Outcome how) {
    lock.lock();
    try {
      if (outcome.isEmpty()) {
        outcome = Optional.of(explained(how));
        long now = System.nanoTime();
        flows.forEach(flow -> flow.ended(now));
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Tells that a stream is done.
  void drained() {
    lock.lock();
    try {
      // Before the end nobody waits for that.
      if (outcome.isPresent()) {
        news.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome await() throws InterruptedException {
    Outcome how = awaitOutcome();
    awaitSilence();
    if (!drainedAll() && !(how instanceof Outcome.Lost)) {
      control.settle();
      awaitSilence();
    }
    if (!drainedAll()) {
      flows.forEach(Flow::stop);
      release();
    }
    for (var flow : flows) {
      flow.failure().ifPresent(RunningCommand::rethrow);
    }
    return how;
  }

  private Outcome awaitOutcome() throws InterruptedException {
    lock.lock();
    try {
      while (outcome.isEmpty()) {
        news.await();
      }
      return outcome.get();
    } finally {
      lock.unlock();
    }
  }

  // A thread that has just taken bytes out of a stream may not have got round to say so: silence
  // counts when it lasts.
  private void awaitSilence() throws InterruptedException {
    lock.lock();
    try {
      for (int silent = 0; silent < LOOKS && !drainedAll(); silent = over() ? silent + 1 : 0) {
        var _ = news.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean drainedAll() {
    return flows.stream().allMatch(Flow::done);
  }

  private boolean over() {
    long now = System.nanoTime();
    return flows.stream().allMatch(flow -> flow.over(grace, now));
  }

  private void release() {
    if (!released.getAndSet(true)) {
      control.release();
    }
  }

  // Outputs throw nothing that is checked.
  private static void rethrow(Throwable e) {
    switch (e) {
      case Error error -> throw error;
      case RuntimeException other -> throw other;
      default -> throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean signal(Signal signal) {
    return wanted(signal) && control.signal(signal);
  }

  private boolean wanted(Signal signal) {
    lock.lock();
    try {
      if (outcome.isPresent() && sent.isEmpty()) {
        return false;
      }
      sent.add(signal);
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean gone() {
    return endKnown() && control.gone();
  }

  private boolean endKnown() {
    lock.lock();
    try {
      return outcome.isPresent();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void abandon() {
    ended(new Outcome.Lost("its end was waited for in vain"));
  }

  /// Where the end is only told as a shell's `$?`, 128 + n may also be a program's own status: it
  /// means the signal if that was sent from here.
  private Outcome explained(Outcome how) {
    if (how instanceof Outcome.Exited(int status)) {
      for (var signal : sent) {
        if (status == 128 + number(signal)) {
          return new Outcome.Signalled(signal.name());
        }
      }
    }
    return how;
  }

  /// The numbers that POSIX gives them.
  private static int number(Signal signal) {
    return switch (signal) {
      case TERM -> 15;
      case KILL -> 9;
    };
  }
}
