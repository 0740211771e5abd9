package pegasus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// Jobs that a program submits one by one, each with the future of its result. Equal jobs are
/// different ones here.
final class SubmittedJobs implements JobSource {
  // Guarded by this.
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final IdentityHashMap<Job, Submission> submissions = new IdentityHashMap<>();
  private Runnable changed = () -> {};
  private Consumer<Job> canceller = _ -> {};
  private boolean open = true;
  private boolean abandoned;

  /// The future of one job's result.
  private final class Submission extends CompletableFuture<Result> {
    private final Job job;

    Submission(Job job) {
      this.job = job;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        withdraw(job);
      }
      return cancelled;
    }

    void abandon() {
      var outcome = new Outcome.NotRun("no host is left to run it");
      var none = new Host("none");
      complete(Result.of(new Assignment("", "", job, none, 1, "", Optional.empty()), outcome));
    }
  }

  /// @param how ends the command of a job, if it runs
  synchronized void cancelBy(Consumer<Job> how) {
    canceller = how;
  }

  Future<Result> submit(Job job) {
    // A copy: what tells two submissions apart is which object they are.
    var submission = new Submission(new Job(job.command(), job.parameters()));
    if (enqueue(submission)) {
      tellChanged();
    } else {
      submission.abandon();
    }
    return submission;
  }

  private synchronized boolean enqueue(Submission submission) {
    if (!open) {
      throw new PegasusException("this cluster is closed; submit before close()");
    }
    if (!abandoned) {
      waiting.add(submission.job);
      submissions.put(submission.job, submission);
    }
    return !abandoned;
  }

  @SuppressWarnings("ReferenceEquality") // equal jobs are different ones
  private void withdraw(Job job) {
    Consumer<Job> end;
    synchronized (this) {
      if (waiting.removeIf(other -> other == job)) {
        submissions.remove(job);
      }
      end = canceller;
    }
    end.accept(job);
  }

  synchronized boolean open() {
    return open;
  }

  /// Takes no more submissions.
  void shut() {
    synchronized (this) {
      open = false;
    }
    tellChanged();
  }

  private void tellChanged() {
    Runnable tell;
    synchronized (this) {
      tell = changed;
    }
    tell.run();
  }

  @Override
  public Optional<List<Assignment>> take(
      Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> poll().map(assign));
  }

  private synchronized Optional<Job> poll() {
    return Optional.ofNullable(waiting.poll());
  }

  @Override
  public boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> addFirst(unsent.job())).isPresent();
  }

  private synchronized Optional<Job> addFirst(Job job) {
    waiting.addFirst(job);
    return Optional.of(job);
  }

  @Override
  public synchronized OptionalLong left(Gate gate, Consumer<String> notice) {
    return OptionalLong.of(waiting.size());
  }

  @Override
  public void begin(List<Host> hosts, Gate gate, Consumer<String> notice) {
    // Jobs come later, one by one: what is wrong with one is its result.
  }

  @Override
  public Watch watch(Runnable listener) {
    hear(listener);
    return this::abandon;
  }

  private synchronized void hear(Runnable listener) {
    changed = listener;
  }

  /// Ends all that was submitted and will not run, now or later.
  private void abandon() {
    List<Submission> left;
    synchronized (this) {
      abandoned = true;
      changed = () -> {};
      waiting.clear();
      left = List.copyOf(submissions.values());
      submissions.clear();
    }
    left.forEach(Submission::abandon);
  }

  @Override
  public void again(Assignment assignment) {}

  @Override
  public void ended(Result result) {}

  @Override
  public void answer(Result result) {
    forget(result.job()).ifPresent(submission -> submission.complete(result));
  }

  private synchronized Optional<Submission> forget(Job job) {
    return Optional.ofNullable(submissions.remove(job));
  }

  @Override
  public synchronized boolean wants(Job job) {
    return Optional.ofNullable(submissions.get(job)).filter(s -> !s.isDone()).isPresent();
  }

  @Override
  public boolean answers() {
    return true;
  }
}
