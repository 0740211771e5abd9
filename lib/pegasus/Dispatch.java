package pegasus;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import pegasus.session.SessionLost;
import pegasus.store.LogFile;
import pegasus.store.StoreException;

/// Sends jobs to hosts: renders, records, tells the listener.
final class Dispatch {
  private final JobSource source;
  private final Control control;
  private final Options options;
  private final Consumer<StoreException> recordless;
  private final Renderer renderer = new Renderer();
  // For one thread at a time: jobs are assigned within the gate.
  private final RandomGenerator random = new SplittableRandom();

  /// What becomes of a job whose host was gone before the command was sent.
  @FunctionalInterface
  interface Unsent {
    /// It counts as not run.
    Unsent DROPPED = (assignment, reason) -> false;

    /// Decides.
    ///
    /// @return whether the job was put back, for another host to run
    boolean putBack(Assignment assignment, String reason) throws InterruptedException;
  }

  /// @param options whose listener does not throw
  /// @param recordless hears when a record cannot be kept; the job goes on all the same
  /// @throws PegasusException.Malformed when the folder for log files cannot be made
  Dispatch(
      JobSource source, Control control, Options options, Consumer<StoreException> recordless) {
    this.source = source;
    this.control = control;
    this.options = options;
    this.recordless = recordless;
    options.logDir().ifPresent(LogFile::makeFolder);
  }

  /// A job as it is to run on these hosts.
  List<Assignment> assign(Job job, List<Host> hosts) {
    String taken = Ids.next(random);
    if (hosts.size() == 1) {
      return List.of(assign(taken, taken, job, hosts.getFirst(), 1));
    }
    return IntStream.range(0, hosts.size())
        .mapToObj(i -> assign(Ids.onHost(taken, i + 1), taken, job, hosts.get(i), 1))
        .toList();
  }

  /// The next attempt of a job that failed.
  Assignment again(Assignment failed, Host host) {
    int attempt = failed.attempt() + 1;
    String id = Ids.attempt(failed.taken(), attempt);
    return assign(id, failed.taken(), failed.job(), host, attempt);
  }

  private Assignment assign(String id, String taken, Job job, Host host, int attempt) {
    try {
      String command = renderer.render(job, host);
      return new Assignment(id, taken, job, host, attempt, command, Optional.empty());
    } catch (PegasusException.Malformed e) {
      return new Assignment(id, taken, job, host, attempt, "", Optional.of(e.getMessage()));
    }
  }

  /// Runs a job to its end. What goes wrong is in the result.
  ///
  /// @return empty when the job was put back
  Optional<Result> run(Assignment assignment, Link link, Unsent unsent)
      throws InterruptedException {
    if (assignment.mistake().isPresent()) {
      return Optional.of(notRun(assignment, assignment.mistake().get()));
    }
    tell(new Event.Started(assignment.host(), assignment.job(), assignment.command()));
    try {
      return Optional.of(finish(run(new Execution(assignment, options(assignment)), link)));
    } catch (SessionLost | PegasusException.Unreachable e) {
      if (unsent.putBack(assignment, e.getMessage())) {
        return Optional.empty();
      }
      return Optional.of(notRun(assignment, e.getMessage()));
    }
  }

  private Options options(Assignment assignment) {
    return source.timeout(assignment.job()).map(options::withTimeout).orElse(options);
  }

  /// The result of a job that is not even tried on its host.
  Result notRun(Assignment assignment, String reason) {
    return finish(Result.of(assignment, new Outcome.NotRun(reason)));
  }

  private Result run(Execution execution, Link link) throws InterruptedException {
    control.add(execution);
    try {
      if (!source.wants(execution.job())) {
        execution.cancel();
      }
      return execution.run(link);
    } finally {
      control.remove(execution);
    }
  }

  private Result finish(Result result) {
    try {
      source.ended(result);
    } catch (StoreException e) {
      recordless.accept(e);
    }
    tell(new Event.Finished(result));
    return result;
  }

  private void tell(Event event) {
    options.listener().accept(event);
  }
}
