package pegasus;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import pegasus.session.SessionLost;
import pegasus.store.StoreException;

/// Sends jobs to hosts: renders, records, tells the listener.
final class Dispatch {
  private final JobSource source;
  private final Control control;
  private final Options options;
  private final Consumer<StoreException> recordless;
  private final Renderer renderer = new Renderer();

  /// What becomes of a job whose host was gone before the command was sent.
  @FunctionalInterface
  interface Unsent {
    /// It counts as not run.
    Unsent DROPPED = (job, reason) -> false;

    /// Decides.
    ///
    /// @return whether the job was put back, for another host to run
    boolean putBack(Job job, String reason) throws InterruptedException;
  }

  /// @param options whose listener does not throw
  /// @param recordless hears when a record cannot be kept; the job goes on all the same
  Dispatch(
      JobSource source, Control control, Options options, Consumer<StoreException> recordless) {
    this.source = source;
    this.control = control;
    this.options = options;
    this.recordless = recordless;
  }

  /// The command of `job` on `host`.
  ///
  /// @throws PegasusException.Malformed when it cannot be rendered
  String render(Job job, Host host) {
    return renderer.render(job, host);
  }

  /// Runs a job to its end. What goes wrong is in the result.
  ///
  /// @return empty when the job was put back
  Optional<Result> run(Job job, Link link, Unsent unsent) throws InterruptedException {
    String command;
    try {
      command = render(job, link.host());
    } catch (PegasusException.Malformed e) {
      return Optional.of(notRun(job, link.host(), e.getMessage()));
    }
    JobSource.Trace trace = record(job, link.host(), command);
    tell(new Event.Started(link.host(), job, command));
    try {
      return Optional.of(
          finish(run(new Execution(job, link.host(), command, options), link), trace));
    } catch (SessionLost | PegasusException.Unreachable e) {
      Result result = unstarted(job, link.host(), command, e.getMessage());
      if (unsent.putBack(job, e.getMessage())) {
        keep(() -> trace.returned(result));
        return Optional.empty();
      }
      return Optional.of(finish(result, trace));
    }
  }

  /// The result of a job that is not even tried on a host.
  Result notRun(Job job, Host host, String reason) {
    return finish(unstarted(job, host, "", reason), record(job, host, ""));
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

  private JobSource.Trace record(Job job, Host host, String command) {
    try {
      return source.started(job, host, command);
    } catch (StoreException e) {
      recordless.accept(e);
      return JobSource.Trace.NONE;
    }
  }

  private Result finish(Result result, JobSource.Trace trace) {
    keep(() -> trace.ended(result));
    tell(new Event.Finished(result));
    return result;
  }

  private void keep(Runnable writing) {
    try {
      writing.run();
    } catch (StoreException e) {
      recordless.accept(e);
    }
  }

  private void tell(Event event) {
    options.listener().accept(event);
  }

  private static Result unstarted(Job job, Host host, String command, String reason) {
    var outcome = new Outcome.NotRun(reason);
    return new Result(job, host, command, outcome, Instant.now(), Duration.ZERO, "", "");
  }
}
