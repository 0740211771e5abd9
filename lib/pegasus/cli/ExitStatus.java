package pegasus.cli;

import pegasus.PegasusException;
import pegasus.Report;

/// What the process says to who started it.
final class ExitStatus {
  static final int OK = 0;

  /// Some command failed, or did not run.
  static final int FAILED = 1;

  /// The command line, hosts.yaml or queue.yaml is wrong.
  static final int MALFORMED = 2;

  /// No host could be reached.
  static final int UNREACHABLE = 3;

  /// Stopped by Ctrl-C.
  static final int INTERRUPTED = 130;

  private ExitStatus() {}

  static int of(Report report) {
    if (report.unreachable().size() == report.hosts().size() && report.results().isEmpty()) {
      return UNREACHABLE;
    }
    return report.ok() ? OK : FAILED;
  }

  static int of(PegasusException e) {
    return switch (e) {
      case PegasusException.Malformed _ -> MALFORMED;
      case PegasusException.Unreachable _ -> UNREACHABLE;
      default -> FAILED;
    };
  }
}
