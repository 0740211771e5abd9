package pegasus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// A queue in memory. It keeps no records.
final class MemoryQueue implements Backlog {
  private final Deque<Job> jobs; // guarded by this
  private final Set<Runnable> watchers = ConcurrentHashMap.newKeySet();

  MemoryQueue(List<Job> jobs) {
    this.jobs = new ArrayDeque<>(jobs);
  }

  @Override
  public Optional<List<Assignment>> take(
      Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> poll().map(assign));
  }

  private synchronized Optional<Job> poll() {
    return Optional.ofNullable(jobs.poll());
  }

  @Override
  public boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> addFirst(unsent.job())).isPresent();
  }

  private synchronized Optional<Job> addFirst(Job job) {
    jobs.addFirst(job);
    return Optional.of(job);
  }

  @Override
  public synchronized OptionalLong left(Gate gate, Consumer<String> notice) {
    return OptionalLong.of(jobs.size());
  }

  @Override
  public synchronized boolean isEmpty() {
    return jobs.isEmpty();
  }

  @Override
  public Begun begin(List<Host> hosts, Gate gate, Consumer<String> notice, Runnable changed) {
    check(hosts);
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }

  private void check(List<Host> hosts) {
    var check = new TemplateCheck(hosts);
    copy().forEach(check::check);
  }

  private synchronized List<Job> copy() {
    return List.copyOf(jobs);
  }

  @Override
  public Stream<Job> jobs(List<Host> hosts) {
    check(hosts);
    return copy().stream();
  }

  @Override
  public void push(List<Job> more) {
    synchronized (this) {
      jobs.addAll(more);
    }
    watchers.forEach(Runnable::run);
  }

  @Override
  public void again(Assignment assignment) {}

  @Override
  public void ended(Result result) {}

  @Override
  public synchronized String toString() {
    return jobs.toString();
  }
}
