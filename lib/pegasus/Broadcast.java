package pegasus;

import java.util.List;
import pegasus.session.Shells;

/// Runs jobs on every host, the hosts kept in step: the next job starts when all are done with the
/// last. A host that cannot be reached stops the run before anything has started.
///
/// ```java
/// Report report = Broadcast.run(hosts, "uname -r", "nproc");
/// report.failed().forEach(IO::println);
/// ```
public final class Broadcast {
  private Broadcast() {}

  /// Runs commands, one after the other, on all hosts. A thread that is interrupted meanwhile ends
  /// them.
  ///
  /// @param hosts at least one
  /// @param commands templates over the hosts' parameters
  /// @return a result for each command and host; see [Report#unreachable()] when there are none
  /// @throws PegasusException.Malformed when a template does not fit the hosts
  public static Report run(List<Host> hosts, String... commands) {
    return run(hosts, Queue.of(commands), Options.defaults());
  }

  /// Runs a command on all hosts.
  ///
  /// @param hosts at least one
  /// @param command a template over the hosts' parameters
  /// @param options how
  /// @return a result for each host; see [Report#unreachable()] when there are none
  /// @throws PegasusException.Malformed when the template does not fit the hosts
  public static Report run(List<Host> hosts, String command, Options options) {
    return run(hosts, Queue.of(command), options);
  }

  /// Runs the jobs of a queue on all hosts.
  ///
  /// @param hosts at least one
  /// @param queue whose jobs are taken
  /// @param options how
  /// @return a result for each job and host; see [Report#unreachable()] when there are none
  /// @throws PegasusException.Malformed when the queue cannot be understood, or a template in it
  ///   does not fit the hosts
  public static Report run(List<Host> hosts, Queue queue, Options options) {
    return start(hosts, queue, options).await();
  }

  /// Like [#run(List, Queue, Options)], in the background.
  ///
  /// @param hosts at least one
  /// @param queue whose jobs are taken
  /// @param options how
  /// @return to be awaited: nothing else keeps the program alive
  public static Run start(List<Host> hosts, Queue queue, Options options) {
    var connector = options.connector(Shells.PLAIN);
    return Run.start(new BroadcastRun(hosts, queue.source(), connector, options));
  }
}
