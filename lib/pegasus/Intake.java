package pegasus;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import pegasus.PegasusException.Malformed;
import pegasus.store.StoreException;

/// Where the hosts of a run get their next job. A host for which there is none waits: for the queue
/// to change, or for the others to end, because as long as a command runs somebody may still add
/// jobs.
final class Intake {
  private final JobSource source;
  private final Control control;
  private final Changes changes;
  private final BooleanSupplier more;
  private final Consumer<Event> listener;
  // Guarded by this: how many hosts take or run a job, whether the queue ran dry, what was last
  // complained about.
  private int busy;
  private boolean finished;
  private String complaint = "";

  /// @param more whether an empty queue is worth waiting for
  Intake(
      JobSource source,
      Control control,
      Changes changes,
      BooleanSupplier more,
      Consumer<Event> listener) {
    this.source = source;
    this.control = control;
    this.changes = changes;
    this.more = more;
    this.listener = listener;
  }

  /// A way to take a job, see [JobSource#take].
  @FunctionalInterface
  interface Take {
    Optional<List<Assignment>> from(Gate gate, Consumer<String> notice);
  }

  /// Waits for a job from the top of the queue. Whoever gets one is busy until it says [#done()].
  ///
  /// @return empty when the run is at its end
  Optional<List<Assignment>> next(Function<Job, List<Assignment>> assign)
      throws InterruptedException {
    return await((gate, notice) -> source.take(assign, gate, notice));
  }

  /// Likewise, for a job that may come from elsewhere.
  Optional<List<Assignment>> await(Take take) throws InterruptedException {
    long seen = changes.seen();
    while (begin()) {
      Optional<List<Assignment>> taken = attempt(take);
      if (taken.isPresent()) {
        return taken;
      }
      changes.awaitAfter(seen);
      seen = changes.seen();
    }
    return Optional.empty();
  }

  private Optional<List<Assignment>> attempt(Take take) {
    Optional<List<Assignment>> assigned = Optional.empty();
    boolean empty = false;
    try {
      Optional<Optional<List<Assignment>>> taken =
          attempt(() -> take.from(control.gate(), this::complain));
      assigned = taken.flatMap(top -> top);
      empty = taken.isPresent();
      return assigned;
    } finally {
      if (assigned.isEmpty()) {
        leave(empty);
      }
    }
  }

  /// A host is free again. Those that wait for a job need not know: it looks for one itself, and if
  /// it does not, because it cannot be used, they hear of that.
  void done() {
    leave(false);
  }

  /// Puts a job that could not start back to the top, once the queue can be understood.
  ///
  /// @return false when the run was stopped before: then the queue is left alone
  boolean putBack(Assignment unsent, String reason) throws InterruptedException {
    while (!control.stopped()) {
      long seen = changes.seen();
      Optional<Boolean> back =
          attempt(() -> source.putBack(unsent, reason, control.gate(), this::complain));
      if (back.isPresent()) {
        return back.get();
      }
      changes.awaitAfter(seen);
    }
    return false;
  }

  /// How many jobs are in the queue; empty while nobody can tell.
  OptionalLong left() {
    return attempt(() -> source.left(control.gate(), this::complain)).orElse(OptionalLong.empty());
  }

  private boolean empty() {
    return left().equals(OptionalLong.of(0));
  }

  /// Whether the run is at its end; for hosts that cannot take a job, and so do not see that there
  /// is none.
  boolean atEnd() {
    if (begin()) {
      boolean empty = false;
      try {
        empty = empty();
      } finally {
        leave(empty);
      }
    }
    return control.stopped() || finished();
  }

  /// Ends the run as one in which everything ran, if nothing is left to be taken.
  void finishIfEmpty() {
    boolean empty = empty();
    synchronized (this) {
      finished = finished || (empty && !more.getAsBoolean());
    }
  }

  /// Waits until no host runs a job, and none will.
  void awaitEnd() throws InterruptedException {
    while (true) {
      long seen = changes.seen();
      if (over()) {
        return;
      }
      changes.awaitAfter(seen);
    }
  }

  /// Whether nothing was left to run when the run ended, be it that it was stopped.
  boolean complete() {
    return finished() || source.isEmpty();
  }

  private synchronized boolean finished() {
    return finished;
  }

  /// Says that the files beside the queue cannot be used, and takes no more jobs.
  void giveUp(StoreException e) {
    complain(e.getMessage() + "; no more jobs are taken");
    control.stop();
  }

  private synchronized boolean over() {
    return busy == 0 && (finished || control.stopped());
  }

  // Once a run is over nobody begins any more: a job that is taken is waited for.
  private synchronized boolean begin() {
    if (finished || control.stopped()) {
      return false;
    }
    busy++;
    return true;
  }

  private synchronized void leave(boolean empty) {
    busy--;
    boolean stopped = control.stopped();
    finished = finished || (empty && busy == 0 && !stopped && !more.getAsBoolean());
    if (finished || stopped) {
      changes.happened();
    }
  }

  /// @return empty when the queue cannot be understood at the moment, or not be used at all
  private <T> Optional<T> attempt(Supplier<T> deed) {
    try {
      T done = deed.get();
      settled();
      return Optional.of(done);
    } catch (Malformed e) {
      complain(e.getMessage() + "; waiting until it is mended");
    } catch (StoreException e) {
      giveUp(e);
    }
    return Optional.empty();
  }

  // The same is told once, however many hosts meet it.
  private void complain(String text) {
    boolean again;
    synchronized (this) {
      again = text.equals(complaint);
      complaint = text;
    }
    if (!again) {
      listener.accept(new Event.Notice(text));
    }
  }

  private synchronized void settled() {
    complaint = "";
  }
}
