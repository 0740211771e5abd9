package pegasus;

import java.time.Duration;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

/// Starts runs in queue mode that pause as the test says.
final class QueueRuns {
  private QueueRuns() {}

  static Run start(
      QueueFolder folder, FakeNodes nodes, Options options, Pauses pauses, String... hosts) {
    JobSource queue = Queue.open(folder.queue()).source();
    return Run.start(
        new QueueRun(Hosts.of(hosts), queue, nodes, options, options::daemon, tolerance(pauses)));
  }

  /// The usual number of attempts; whatever time a failure takes, it comes at once.
  static Tolerance tolerance(Pauses pauses) {
    return new Tolerance(pauses::sleep, Tolerance.USUAL.attempts(), Duration.ofMinutes(1));
  }
}
