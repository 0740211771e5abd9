package pegasus;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pegasus.session.Connector;
import pegasus.session.Sessions;
import pegasus.store.History.Past;

/// Jobs to be run, from the top: a queue.yaml, or a list in memory.
///
/// A queue in a file is the file: jobs that are added to it are there, jobs that are taken out of
/// it are gone. Each job that is taken is in consumed.yaml beside it, and what became of it in
/// journal.jsonl.
public final class Queue {
  private final JobSource source;

  private Queue(JobSource source) {
    this.source = source;
  }

  /// The queue in a file.
  ///
  /// @throws PegasusException.Malformed when there is no such file; mistakes in it are told when it
  ///   is used
  public static Queue open(String file) {
    return open(Path.of(file));
  }

  /// Like [#open(String)].
  public static Queue open(Path file) {
    return new Queue(new FileQueue(file, Clock.systemUTC()));
  }

  /// A queue in memory, of commands without parameters.
  public static Queue of(String... commands) {
    return of(Stream.of(commands).map(Job::new).toList());
  }

  /// A queue in memory.
  public static Queue of(List<Job> jobs) {
    return new Queue(new MemoryQueue(jobs));
  }

  /// Takes the job at the top; empty when there is none. Waits while somebody else holds the
  /// queue's lock.
  ///
  /// @throws PegasusException.Malformed naming file, line and column of a mistake in the file;
  ///   nothing was taken
  public Optional<Job> pop() {
    var popped = new ArrayList<Job>();
    source.take(job -> nowhere(job, popped), new Gate(), _ -> {});
    return popped.stream().findFirst();
  }

  // What the caller does with it is the caller's: it runs on no host of ours.
  private static List<Assignment> nowhere(Job job, List<Job> popped) {
    popped.add(job);
    return List.of();
  }

  /// What the journal beside the queue knows of past runs, the oldest first; nothing for a queue in
  /// memory.
  public List<Past> past() {
    return source.past();
  }

  /// Puts the jobs of past runs back to the top, in their order. However many runs came from one
  /// taking of a job, it is put back once; a run whose job was put back before is left out.
  ///
  /// @param ids of runs, as [#past()] has them
  /// @return the runs whose jobs are in the queue again
  public List<Past> retry(Set<String> ids) {
    return source.retry(ids);
  }

  /// Runs each job once, on the next free host, and returns when all have ended.
  public Report run(List<Host> hosts) {
    return run(hosts, Options.defaults());
  }

  /// Runs each job once, on the next free host, and returns when all have ended.
  ///
  /// @throws PegasusException.Malformed when the queue cannot be understood, or a template in it
  ///   does not fit the hosts
  public Report run(List<Host> hosts, Options options) {
    return start(hosts, options).await();
  }

  /// Like [#run(List, Options)], in the background.
  public Run start(List<Host> hosts, Options options) {
    return start(
        hosts,
        options,
        new Sessions(options.sshConfig(), options.killOnDisconnect(), options.listener()));
  }

  Run start(List<Host> hosts, Options options, Connector connector) {
    return Run.start(
        new QueueRun(hosts, source, connector, options, options::daemon, Tolerance.USUAL));
  }

  JobSource source() {
    return source;
  }

  @Override
  public String toString() {
    return "queue " + source;
  }
}
