package pegasus;

import java.util.List;
import java.util.concurrent.Future;
import pegasus.session.Connector;
import pegasus.session.Sessions;

/// Hosts with their connections kept, for those who decide the next job from the result of the last.
///
///     try (Cluster cluster = Cluster.connect(hosts)) {
///       Future<Result> next = cluster.submit("python train.py --lr " + lr);
///     }
public final class Cluster implements AutoCloseable {
  private final List<Host> hosts;
  private final SubmittedJobs jobs;
  private final Run run;

  private Cluster(List<Host> hosts, SubmittedJobs jobs, Run run) {
    this.hosts = hosts;
    this.jobs = jobs;
    this.run = run;
  }

  /// Connects to all hosts at once.
  public static Cluster connect(List<Host> hosts) {
    return connect(hosts, Options.defaults());
  }

  /// Connects to all hosts at once. Hosts that cannot be reached are tried again as long as it is
  /// open; the listener hears of them.
  ///
  /// @throws PegasusException.Unreachable when none can be reached
  public static Cluster connect(List<Host> hosts, Options options) {
    var connector =
        new Sessions(options.sshConfig(), options.killOnDisconnect(), options.listener());
    return connect(hosts, options, connector, Tolerance.USUAL);
  }

  static Cluster connect(
      List<Host> hosts, Options options, Connector connector, Tolerance tolerance) {
    var jobs = new SubmittedJobs();
    var engine = new QueueRun(hosts, jobs, connector, options, jobs::open, tolerance);
    jobs.cancelBy(engine.control()::cancel);
    Run run = Run.start(engine);
    try {
      List<Host> unreachable = engine.awaitConnected();
      if (unreachable.size() == hosts.size()) {
        throw new PegasusException.Unreachable("none of the hosts can be reached: " + hosts);
      }
    } catch (InterruptedException e) {
      run.cancel();
      Thread.currentThread().interrupt();
      throw new PegasusException("interrupted while connecting", e);
    }
    return new Cluster(List.copyOf(hosts), jobs, run);
  }

  /// All hosts it was given.
  public List<Host> hosts() {
    return hosts;
  }

  /// Runs a command on the next free host. Cancelling the future takes it out of the line, or ends
  /// it. When no host is left the result is one that says so: [Outcome.NotRun].
  ///
  /// @param command a template over the host's parameters
  /// @throws PegasusException after [#close()]
  public Future<Result> submit(String command) {
    return submit(new Job(command));
  }

  /// Like [#submit(String)], for a job with parameters.
  public Future<Result> submit(Job job) {
    return jobs.submit(job);
  }

  /// Waits for all that was submitted, and disconnects.
  @Override
  public void close() {
    jobs.shut();
    run.await();
  }

  @Override
  public String toString() {
    return "cluster of " + hosts;
  }
}
