package pegasus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import pegasus.Dispatch.Unsent;

/// Hands out the jobs of a run in queue mode, each to one host, and takes back the results: a job
/// that failed is handed out once more, if that is wished.
final class Handout {
  private final List<Host> hosts;
  private final JobSource source;
  private final Control control;
  private final Changes changes;
  private final Options options;
  private final Intake intake;
  private final Dispatch dispatch;
  private final Reruns reruns;
  private final Halting halting;
  private final AtomicLong taken = new AtomicLong();
  // Guarded by this: how the last attempt of each job ended, by the name of its taking.
  private final SequencedMap<String, Result> results = new LinkedHashMap<>();
  private volatile boolean allTried = true;

  /// @param options whose listener does not throw
  /// @param daemon whether an empty queue is worth waiting for
  Handout(
      List<Host> hosts,
      JobSource source,
      Control control,
      Changes changes,
      Roster roster,
      Options options,
      BooleanSupplier daemon) {
    this.hosts = hosts;
    this.source = source;
    this.control = control;
    this.changes = changes;
    this.options = options;
    this.reruns = new Reruns(options.retries(), roster::usableExcept);
    BooleanSupplier more = () -> daemon.getAsBoolean() || !reruns.isEmpty();
    this.intake = new Intake(source, control, changes, more, options.listener());
    this.dispatch = new Dispatch(source, control, options, intake::giveUp);
    this.halting = new Halting(options, control, intake, this::total);
  }

  /// Waits for a job for the host at this place, which is busy until [#run] is through.
  ///
  /// @return empty when the run is at its end
  Optional<Assignment> next(int place) throws InterruptedException {
    return intake.await((gate, notice) -> take(place, gate, notice)).map(List::getFirst);
  }

  private Optional<List<Assignment>> take(int place, Gate gate, Consumer<String> notice) {
    List<Host> host = List.of(hosts.get(place));
    Optional<List<Assignment>> again = gate.pass(() -> takeAgain(place)).map(List::of);
    return again.or(
        () -> {
          var fresh = source.takeFor(place, job -> dispatch.assign(job, host), gate, notice);
          fresh.ifPresent(_ -> taken.incrementAndGet());
          return fresh;
        });
  }

  private Optional<Assignment> takeAgain(int place) {
    return reruns.take(place, failed -> dispatch.again(failed, hosts.get(place)), source::again);
  }

  /// Runs a job to its end.
  ///
  /// @return empty when the job was put back
  Optional<Result> run(Assignment assignment, int place, Link link, Unsent unsent)
      throws InterruptedException {
    try {
      Optional<Result> result = dispatch.run(assignment, link, unsent);
      result.ifPresent(ended -> settle(assignment, place, ended));
      return result;
    } finally {
      intake.done();
    }
  }

  private void settle(Assignment assignment, int place, Result result) {
    keep(assignment, result);
    if (!control.stopped()
        && source.anywhere(assignment.job())
        && reruns.add(assignment, place, result)) {
      changes.happened();
      tellAgain(result);
    } else {
      source.answer(result);
      halting.count(result);
    }
  }

  private void tellAgain(Result failed) {
    String text =
        "%s: %s; attempt %d of %d follows"
            .formatted(failed.id(), failed.outcome(), failed.attempt() + 1, options.retries() + 1);
    options.listener().accept(new Event.HostNotice(failed.host(), text));
  }

  /// Puts a job that did not reach its host back to the top of the queue, as one that never ran.
  ///
  /// @return false when the run was stopped before: then the queue is left alone
  boolean putBack(Assignment unsent, String reason) throws InterruptedException {
    boolean back = intake.putBack(unsent, reason);
    if (back) {
      taken.decrementAndGet();
      reruns.forget(unsent);
      forget(unsent);
      changes.happened();
    }
    return back;
  }

  /// Whether the run is at its end; for a host that cannot take a job at the moment.
  boolean atEnd() {
    return intake.atEnd();
  }

  /// Waits until no host runs a job, and none will. Those that were to run again will not.
  void awaitEnd() throws InterruptedException {
    intake.awaitEnd();
    List<Result> due = reruns.abandon();
    due.forEach(source::answer);
    allTried = due.isEmpty();
  }

  /// Whether nothing was left to run when the run ended.
  boolean complete() {
    return allTried && intake.complete();
  }

  /// How the jobs ended, in the order in which they did; none if they went to whoever asked.
  synchronized List<Result> results() {
    return List.copyOf(results.values());
  }

  private synchronized void keep(Assignment assignment, Result result) {
    if (!source.answers()) {
      results.putLast(assignment.taken(), options.kept(result));
    }
  }

  private synchronized void forget(Assignment assignment) {
    results.remove(assignment.taken());
  }

  private OptionalLong total() {
    OptionalLong left = intake.left();
    return left.isEmpty() ? left : OptionalLong.of(taken.get() + left.getAsLong());
  }
}
