package pegasus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Jobs that a program submits one by one, each with the future of its result. Equal jobs are
/// different ones here.
final class SubmittedJobs implements JobSource {
  private final List<Host> hosts;
  // Guarded by this.
  private final LinkedList<Submission> waiting = new LinkedList<>();
  private final IdentityHashMap<Job, Submission> submissions = new IdentityHashMap<>();
  private Set<Integer> gone = Set.of();
  private Runnable changed = () -> {};
  private Consumer<Job> canceller = _ -> {};
  private boolean open = true;
  private boolean abandoned;

  /// @param hosts of the cluster: jobs for one of them know it by its place
  SubmittedJobs(List<Host> hosts) {
    this.hosts = List.copyOf(hosts);
  }

  /// @param how ends the command of a job, if it runs
  synchronized void cancelBy(Consumer<Job> how) {
    canceller = how;
  }

  /// @param places of the hosts on which it may run; empty for any
  /// @param timeout how long it may take, if it is not what the run says
  Submission submit(Job job, Set<Integer> places, Optional<Duration> timeout) {
    var submission = new Submission(job, places, timeout, this::withdraw);
    String reason = enqueue(submission);
    if (reason.isEmpty()) {
      tellChanged();
    } else {
      submission.abandon(host(submission), reason);
    }
    return submission;
  }

  /// @return why it can never run; empty when it can
  private synchronized String enqueue(Submission submission) {
    if (!open) {
      throw new PegasusException("this cluster is closed; submit before close()");
    }
    String reason = reason(submission);
    if (reason.isEmpty()) {
      waiting.add(submission);
      submissions.put(submission.job(), submission);
    }
    return reason;
  }

  private String reason(Submission submission) {
    if (abandoned) {
      return ended();
    }
    return submission.anywhere() || !gone.containsAll(submission.places())
        ? ""
        : "there is no way to " + host(submission).label();
  }

  private synchronized String ended() {
    return gone.size() == hosts.size()
        ? "no host is left to run it"
        : "the cluster had come to its end before";
  }

  private Host host(Submission submission) {
    return submission.anywhere()
        ? new Host("none")
        : hosts.get(submission.places().iterator().next());
  }

  private void withdraw(Submission submission) {
    Consumer<Job> end;
    synchronized (this) {
      if (waiting.remove(submission)) {
        submissions.remove(submission.job());
      }
      end = canceller;
    }
    end.accept(submission.job());
  }

  /// The places of the hosts to which there is no way now.
  synchronized Set<Integer> gone() {
    return gone;
  }

  /// Whether there may be something to run, now or later.
  synchronized boolean more() {
    return open || !waiting.isEmpty();
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
    return gate.pass(() -> poll(Submission::anywhere).map(assign));
  }

  @Override
  public Optional<List<Assignment>> takeFor(
      int place, Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> poll(submission -> submission.runsOn(place)).map(assign));
  }

  private synchronized Optional<Job> poll(Predicate<Submission> fits) {
    for (Iterator<Submission> next = waiting.iterator(); next.hasNext(); ) {
      Submission submission = next.next();
      if (fits.test(submission)) {
        next.remove();
        return Optional.of(submission.job());
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> addFirst(unsent.job())).isPresent();
  }

  private synchronized Optional<Job> addFirst(Job job) {
    find(job).ifPresent(waiting::addFirst);
    return Optional.of(job);
  }

  @Override
  public synchronized OptionalLong left(Gate gate, Consumer<String> notice) {
    return OptionalLong.of(waiting.size());
  }

  @Override
  public synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  // Jobs come later, one by one: what is wrong with one is its result.
  @Override
  public Begun begin(List<Host> on, Gate gate, Consumer<String> notice, Runnable listener) {
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
    left.forEach(submission -> submission.abandon(host(submission), ended()));
  }

  /// What waits for hosts that are gone is not run.
  @Override
  public void gone(Set<Integer> places) {
    var hopeless = new ArrayList<Submission>();
    synchronized (this) {
      gone = Set.copyOf(places);
      waiting.stream().filter(s -> !reason(s).isEmpty()).forEach(hopeless::add);
      waiting.removeAll(hopeless);
      hopeless.forEach(submission -> submissions.remove(submission.job()));
    }
    hopeless.forEach(s -> s.abandon(host(s), "there is no way to " + host(s).label()));
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

  private synchronized Optional<Submission> find(Job job) {
    return Optional.ofNullable(submissions.get(job));
  }

  @Override
  public boolean wants(Job job) {
    return find(job).filter(submission -> !submission.isDone()).isPresent();
  }

  @Override
  public boolean anywhere(Job job) {
    return find(job).filter(submission -> !submission.anywhere()).isEmpty();
  }

  @Override
  public Optional<Duration> timeout(Job job) {
    return find(job).flatMap(Submission::timeout);
  }

  @Override
  public boolean answers() {
    return true;
  }
}
