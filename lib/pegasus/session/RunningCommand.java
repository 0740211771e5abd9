package pegasus.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  // guarded by this
  private final Set<Signal> sent = EnumSet.noneOf(Signal.class);
  private Optional<Outcome> outcome = Optional.empty();
  private boolean released;

  /// @param grace how long a stream must be silent after the end, in nanoseconds, before it counts
  ///   as held open by something else
  RunningCommand(Control control, List<Flow> flows, long grace) {
    this.control = control;
    this.flows = List.copyOf(flows);
    this.grace = grace;
  }

  /// Tells how the command ended; the first to tell is right.
  synchronized void ended(Outcome how) {
    if (outcome.isEmpty()) {
      outcome = Optional.of(explained(how));
      long now = System.nanoTime();
      flows.forEach(flow -> flow.ended(now));
      notifyAll();
    }
  }

  /// Tells that a stream is done.
  synchronized void drained() {
    notifyAll();
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

  private synchronized Outcome awaitOutcome() throws InterruptedException {
    while (outcome.isEmpty()) {
      wait();
    }
    return outcome.get();
  }

  // A thread that has just taken bytes out of a stream may not have got round to say so: silence
  // counts when it lasts.
  private synchronized void awaitSilence() throws InterruptedException {
    for (int silent = 0; silent < LOOKS && !drainedAll(); silent = over() ? silent + 1 : 0) {
      wait(POLL_MILLIS);
    }
  }

  private boolean drainedAll() {
    return flows.stream().allMatch(Flow::done);
  }

  private boolean over() {
    long now = System.nanoTime();
    return flows.stream().allMatch(flow -> flow.over(grace, now));
  }

  private synchronized void release() {
    if (!released) {
      released = true;
      control.release();
    }
  }

  private static void rethrow(RuntimeException e) {
    throw e;
  }

  @Override
  public boolean signal(Signal signal) {
    synchronized (this) {
      if (outcome.isPresent() && sent.isEmpty()) {
        return false;
      }
      sent.add(signal);
    }
    return control.signal(signal);
  }

  @Override
  public boolean gone() {
    return endKnown() && control.gone();
  }

  private synchronized boolean endKnown() {
    return outcome.isPresent();
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
