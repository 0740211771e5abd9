package pegasus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A queue in memory. It keeps no records.
final class MemoryQueue implements JobSource {
  // Guarded by this.
  private final Deque<Job> jobs;

  MemoryQueue(List<Job> jobs) {
    this.jobs = new ArrayDeque<>(jobs);
  }

  @Override
  public Optional<Job> take(Gate gate, Consumer<String> notice) {
    return gate.pass(this::poll);
  }

  private synchronized Optional<Job> poll() {
    return Optional.ofNullable(jobs.poll());
  }

  @Override
  public boolean putBack(Job job, Gate gate, Consumer<String> notice) {
    return gate.pass(() -> addFirst(job)).isPresent();
  }

  private synchronized Optional<Job> addFirst(Job job) {
    jobs.addFirst(job);
    return Optional.of(job);
  }

  @Override
  public void check(List<Host> hosts, Gate gate, Consumer<String> notice) {
    var check = new TemplateCheck(hosts);
    copy().forEach(check::check);
  }

  private synchronized List<Job> copy() {
    return List.copyOf(jobs);
  }

  @Override
  public Watch watch(Runnable changed) {
    return () -> {};
  }

  @Override
  public Trace started(Job job, Host host, String command) {
    return Trace.NONE;
  }
}
