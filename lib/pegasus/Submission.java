package pegasus;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A job that a program wants to be run, and the future of its result.
final class Submission extends CompletableFuture<Result> {
  private final Job job;
  private final Set<Integer> places;
  private final Optional<Duration> timeout;
  private final Consumer<Submission> withdraw;

  /// @param places of the hosts on which it may run; empty for any
  /// @param withdraw called when somebody cancels it
  Submission(
      Job job, Set<Integer> places, Optional<Duration> timeout, Consumer<Submission> withdraw) {
    // A copy: what tells two submissions apart is which object they are.
    this.job = new Job(job.command(), job.parameters());
    this.places = Set.copyOf(places);
    this.timeout = timeout;
    this.withdraw = withdraw;
  }

  Job job() {
    return job;
  }

  Set<Integer> places() {
    return places;
  }

  Optional<Duration> timeout() {
    return timeout;
  }

  boolean anywhere() {
    return places.isEmpty();
  }

  boolean runsOn(int place) {
    return anywhere() || places.contains(place);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      withdraw.accept(this);
    }
    return cancelled;
  }

  /// `echo one: not ended yet`, or the result.
  @Override
  public String toString() {
    return state() == State.SUCCESS ? resultNow().toString() : job + ": " + shown();
  }

  private String shown() {
    return isCancelled() ? "cancelled" : isDone() ? "failed" : "not ended yet";
  }

  /// It will not run.
  void abandon(Host host, String reason) {
    var never = new Assignment("", "", job, host, 1, "", Optional.empty());
    complete(Result.of(never, new Outcome.NotRun(reason)));
  }
}
