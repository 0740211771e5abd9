package pegasus;

import java.util.List;
import java.util.Optional;
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
  private final BooleanSupplier daemon;
  private final Consumer<Event> listener;
  // Guarded by this: how many hosts take or run a job, whether the queue ran dry, what was last
  // complained about.
  private int busy;
  private boolean finished;
  private String complaint = "";

  /// @param daemon whether an empty queue is worth waiting for
  Intake(
      JobSource source,
      Control control,
      Changes changes,
      BooleanSupplier daemon,
      Consumer<Event> listener) {
    this.source = source;
    this.control = control;
    this.changes = changes;
    this.daemon = daemon;
    this.listener = listener;
  }

  /// Waits for a job. The host that gets one is busy until it says [#done()].
  ///
  /// @return empty when the run is at its end
  Optional<List<Assignment>> next(Function<Job, List<Assignment>> assign)
      throws InterruptedException {
    long seen = changes.seen();
    while (begin()) {
      Optional<List<Assignment>> taken = take(assign);
      if (taken.isPresent()) {
        return taken;
      }
      changes.awaitAfter(seen);
      seen = changes.seen();
    }
    return Optional.empty();
  }

  private Optional<List<Assignment>> take(Function<Job, List<Assignment>> assign) {
    Optional<List<Assignment>> assigned = Optional.empty();
    boolean empty = false;
    try {
      Optional<Optional<List<Assignment>>> taken =
          attempt(() -> source.take(assign, control.gate(), this::complain));
      assigned = taken.flatMap(top -> top);
      empty = taken.isPresent();
      return assigned;
    } finally {
      if (assigned.isEmpty()) {
        leave(empty);
      }
    }
  }

  /// A host is free again.
  void done() {
    leave(false);
    changes.happened();
  }

  /// Puts a job that could not start back to the top, once the queue can be understood.
  ///
  /// @return false when the run was stopped before: then the queue is left alone
  boolean putBack(Assignment unsent, String reason) throws InterruptedException {
    while (!control.stopped()) {
      long seen = changes.seen();
      Optional<Boolean> back = attempt(() -> source.putBack(unsent, reason, control.gate(), this::complain));
      if (back.isPresent()) {
        return back.get();
      }
      changes.awaitAfter(seen);
    }
    return false;
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

  /// Whether the run ended because nothing was left to run.
  synchronized boolean finished() {
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
    finished = finished || (empty && busy == 0 && !stopped && !daemon.getAsBoolean());
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
