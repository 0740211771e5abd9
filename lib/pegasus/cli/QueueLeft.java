package pegasus.cli;

import java.nio.file.Path;
import java.util.OptionalInt;
import pegasus.PegasusException;
import pegasus.spec.QueueYaml;
import pegasus.store.QueueFile;

/// How many jobs are in a queue's file.
final class QueueLeft {
  private QueueLeft() {}

  /// @return empty when the file cannot be read or understood
  static OptionalInt in(Path queueFile) {
    try {
      // Without the lock: the file changes from one whole text to another.
      var queue = QueueYaml.parse(queueFile.toString(), new QueueFile(queueFile).read());
      return OptionalInt.of(Math.toIntExact(queue.size()));
    } catch (PegasusException e) {
      return OptionalInt.empty();
    }
  }
}
