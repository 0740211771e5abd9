package pegasus;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pegasus.session.Connector;
import pegasus.session.Shells;
import pegasus.store.QueueFile;

/// Jobs to be run, from the top: a queue.yaml, or a list in memory.
///
/// A queue in a file is the file: jobs that are added to it are there, jobs that are taken out of
/// it are gone. Each job that is taken is in consumed.yaml beside it, and what became of it in
/// journal.jsonl. Import it by name: java.util has one, too.
///
/// ```java
/// Queue queue = Queue.open("queue.yaml");
/// queue.push(List.of(new Job("echo {{ n }}").with("n", 3)));
/// IO.println(queue.preview(hosts));
/// Report report = queue.run(hosts);
/// ```
public final class Queue {
  private static final int SHOWN = 100;

  private final Backlog source;

  private Queue(Backlog source) {
    this.source = source;
  }

  /// The queue in a file.
  ///
  /// @param file its path
  /// @return the queue; nothing is read before it is used
  /// @throws PegasusException.Malformed when there is no such file; mistakes in it are told when it
  ///   is used
  public static Queue open(String file) {
    return open(Path.of(file));
  }

  /// Like [#open(String)].
  ///
  /// @param file its path
  /// @return the queue
  public static Queue open(Path file) {
    return new Queue(new FileQueue(file, Clock.systemUTC()));
  }

  /// The queue in a file, which is made if it is not there: empty, and for its owner only.
  ///
  /// @param file its path
  /// @return the queue
  /// @throws PegasusException when the file cannot be made
  public static Queue openOrCreate(String file) {
    return openOrCreate(Path.of(file));
  }

  /// Like [#openOrCreate(String)].
  ///
  /// @param file its path
  /// @return the queue
  public static Queue openOrCreate(Path file) {
    QueueFile.create(file);
    return open(file);
  }

  /// A queue in memory, of commands without parameters.
  ///
  /// @param commands templates over the hosts' parameters
  /// @return the queue
  public static Queue of(String... commands) {
    return of(Stream.of(commands).map(Job::new).toList());
  }

  /// A queue in memory.
  ///
  /// @param jobs in order
  /// @return the queue
  public static Queue of(List<Job> jobs) {
    return new Queue(new MemoryQueue(jobs));
  }

  /// Takes the job at the top. Waits while somebody else holds the queue's lock.
  ///
  /// @return empty when there is none
  /// @throws PegasusException.Malformed naming file, line and column of a mistake in the file;
  ///   nothing was taken
  /// @throws PegasusException when this thread is interrupted while it waits
  public Optional<Job> pop() {
    var popped = new ArrayList<Job>();
    // The last one: somebody who edits the queue may have been quicker than the ones before it.
    var taken =
        source.take(job -> nowhere(job, popped), new Gate(), _ -> {}).map(_ -> popped.getLast());
    if (taken.isEmpty() && Thread.currentThread().isInterrupted()) {
      throw new PegasusException("interrupted: no job was taken");
    }
    return taken;
  }

  // What the caller does with it is the caller's: it runs on no host of ours.
  private static List<Assignment> nowhere(Job job, List<Job> popped) {
    popped.add(job);
    return List.of();
  }

  /// Adds jobs at the end; in a file, one entry for each, and what is there stays as it is. A run
  /// that works on the queue takes them up. Waits while somebody else holds the queue's lock.
  ///
  /// @param jobs in order
  /// @throws PegasusException.Malformed naming file, line and column of a mistake in the file; it
  ///   is as it was
  /// @throws PegasusException when this thread is interrupted while it waits
  public void push(List<Job> jobs) {
    source.push(List.copyOf(jobs));
  }

  /// The jobs that are left, none of which is taken. Does not wait for the queue's lock.
  ///
  /// @return from the top
  /// @throws PegasusException.Malformed naming file, line and column of a mistake in the file
  public List<Job> jobs() {
    return source.jobs(List.of()).toList();
  }

  /// How many jobs are left. Does not wait for the queue's lock.
  ///
  /// @return 0 when the queue is empty
  /// @throws PegasusException.Malformed naming file, line and column of a mistake in the file
  public long size() {
    return source.size();
  }

  /// What would run on these hosts: the first hundred jobs, rendered. Takes nothing, connects to
  /// nothing.
  ///
  /// @param hosts each of which might get any of the jobs
  /// @return prints as a table
  /// @throws PegasusException.Malformed when the queue cannot be understood, or a template in it
  ///   does not fit the hosts
  public Preview preview(List<Host> hosts) {
    List<Host> on = Hosts.some(hosts);
    List<Job> shown = source.jobs(on).limit(SHOWN).toList();
    return Preview.of(shown, on, Math.max(0, source.size() - shown.size()));
  }

  /// The commands that run now, of whichever run of Pegasus, as the journal beside the queue tells;
  /// nothing for a queue in memory, see [Run#running()].
  ///
  /// @return the oldest first
  public List<Run.Command> running() {
    return source.running();
  }

  /// What the journal beside the queue knows of past and present runs of jobs; nothing for a queue
  /// in memory. Waits while somebody else holds the queue's lock.
  ///
  /// @return the oldest first
  public List<Past> past() {
    return source.past();
  }

  /// Those of the past runs whose jobs could be put back: they did not succeed, are over, and their
  /// jobs are not back in the queue yet.
  ///
  /// @return the oldest first
  public List<Past> retryable() {
    return Past.retryable(past());
  }

  /// Puts the jobs of past runs back to the top, in their order. However many runs came from one
  /// taking of a job, it is put back once; a run whose job was put back before is left out.
  ///
  /// @param ids of runs, as [#retryable()] has them
  /// @return the runs whose jobs are in the queue again
  public List<Past> retry(Set<String> ids) {
    return source.retry(ids);
  }

  /// Runs each job once, on the next free host, and returns when all have ended. A thread that is
  /// interrupted meanwhile ends the commands.
  ///
  /// @param hosts at least one
  /// @return a result for each job
  /// @throws PegasusException.Malformed when the queue cannot be understood, or a template in it
  ///   does not fit the hosts
  public Report run(List<Host> hosts) {
    return run(hosts, Options.defaults());
  }

  /// Like [#run(List)].
  ///
  /// @param hosts at least one
  /// @param options how
  /// @return a result for each job
  public Report run(List<Host> hosts, Options options) {
    return start(hosts, options).await();
  }

  /// Like [#run(List, Options)], in the background.
  ///
  /// @param hosts at least one
  /// @param options how
  /// @return to be awaited: nothing else keeps the program alive
  public Run start(List<Host> hosts, Options options) {
    return start(hosts, options, options.connector(Shells.AHEAD));
  }

  Run start(List<Host> hosts, Options options, Connector connector) {
    return Run.start(
        new QueueRun(hosts, source, connector, options, options::daemon, Tolerance.USUAL));
  }

  JobSource source() {
    return source;
  }

  /// `queue queue.yaml`, or `queue [echo one, echo two]`.
  @Override
  public String toString() {
    return "queue " + source;
  }
}
