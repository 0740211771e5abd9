package pegasus;

import java.util.List;
import pegasus.session.Sessions;

/// Runs jobs on every host, the hosts kept in step: the next job starts when all are done with the
/// last. A host that cannot be reached stops the run before anything has started.
public final class Broadcast {
  private Broadcast() {}

  /// Runs commands, one after the other, on all hosts.
  ///
  /// @param commands templates over the hosts' parameters
  /// @return a result for each command and host; see [Report#unreachable()] when there are none
  public static Report run(List<Host> hosts, String... commands) {
    return run(hosts, Queue.of(commands), Options.defaults());
  }

  /// Runs the jobs of a queue on all hosts.
  ///
  /// @throws PegasusException.Malformed when the queue cannot be understood, or a template in it
  ///   does not fit the hosts
  public static Report run(List<Host> hosts, Queue queue, Options options) {
    return start(hosts, queue, options).await();
  }

  /// Like [#run(List, Queue, Options)], in the background.
  public static Run start(List<Host> hosts, Queue queue, Options options) {
    var connector =
        new Sessions(options.sshConfig(), options.killOnDisconnect(), options.listener());
    return Run.start(new BroadcastRun(hosts, queue.source(), connector, options));
  }
}
