package pegasus;

/// How a command ended, or why it never started.
public sealed interface Outcome {
  /// It ran to its end.
  ///
  /// @param status 0 to 255
  record Exited(int status) implements Outcome {
    @Override
    public String toString() {
      return "exit status " + status;
    }
  }

  /// A signal ended it.
  ///
  /// @param signal the name without `SIG`: `TERM`, `KILL`
  record Signalled(String signal) implements Outcome {
    @Override
    public String toString() {
      return "ended by SIG" + signal;
    }
  }

  /// It took longer than it was allowed to, and was ended ([Options#timeout()]).
  ///
  /// @param gone whether it was seen that no process of its group is left; if not, its fate is
  ///   unknown
  record TimedOut(boolean gone) implements Outcome {
    @Override
    public String toString() {
      return gone ? "timed out" : "timed out, fate unknown";
    }
  }

  /// Somebody here asked for its end.
  ///
  /// @param gone whether it was seen that no process of its group is left; if not, its fate is
  ///   unknown
  record Cancelled(boolean gone) implements Outcome {
    @Override
    public String toString() {
      return gone ? "cancelled" : "cancelled, fate unknown";
    }
  }

  /// The connection broke while it ran: it may still be running, or may have ended in any way.
  record Lost(String reason) implements Outcome {
    @Override
    public String toString() {
      return "lost, fate unknown: " + reason;
    }
  }

  /// It never started.
  record NotRun(String reason) implements Outcome {
    @Override
    public String toString() {
      return "not run: " + reason;
    }
  }

  /// Exit status 0, and nothing else.
  default boolean ok() {
    return this instanceof Exited(int status) && status == 0;
  }
}
