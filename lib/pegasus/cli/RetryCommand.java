package pegasus.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import pegasus.Result;

/// The command line that puts jobs back into a queue.
record RetryCommand(Path queueFile) {
  private static final Path DEFAULT = Path.of("queue.yaml");

  /// For one job.
  String of(Result result) {
    return start() + " " + result.taken();
  }

  /// For all that ended in one of these ways.
  String of(Set<OutcomeKind> kinds) {
    if (kinds.contains(OutcomeKind.NOT_RUN)) {
      return start() + " " + OutcomeKind.NOT_RUN.retryOption();
    }
    return kinds.stream()
        .sorted()
        .map(OutcomeKind::retryOption)
        .collect(Collectors.joining(" ", start() + " ", ""));
  }

  private String start() {
    return queueFile.equals(DEFAULT)
        ? "pegasus retry"
        : "pegasus retry --queue-file " + word(queueFile.toString());
  }

  /// As one word of a POSIX shell.
  private static String word(String text) {
    return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
