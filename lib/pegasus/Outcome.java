package pegasus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// How a command ended, or why it never started.
///
/// ```java
/// String said =
///     switch (new Outcome.Exited(3)) {
///       case Outcome.Exited(int status) -> "status " + status;
///       case Outcome other -> other.toString();
///     };
/// ```
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
    /// Refuses null.
    public Signalled {
      Objects.requireNonNull(signal);
    }

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
  ///
  /// @param reason what is known of it
  record Lost(String reason) implements Outcome {
    /// Refuses null.
    public Lost {
      Objects.requireNonNull(reason);
    }

    @Override
    public String toString() {
      return "lost, fate unknown: " + reason;
    }
  }

  /// It never started.
  ///
  /// @param reason why
  record NotRun(String reason) implements Outcome {
    /// Refuses null.
    public NotRun {
      Objects.requireNonNull(reason);
    }

    @Override
    public String toString() {
      return "not run: " + reason;
    }
  }

  /// Exit status 0, and nothing else.
  ///
  /// @return whether it is that
  default boolean ok() {
    return this instanceof Exited(int status) && status == 0;
  }

  /// One word or two for the kind, as journal.jsonl has them.
  ///
  /// @return `exited`, `signalled`, `timed out`, `cancelled`, `lost` or `not run`
  default String kind() {
    return switch (this) {
      case Exited _ -> "exited";
      case Signalled _ -> "signalled";
      case TimedOut _ -> "timed out";
      case Cancelled _ -> "cancelled";
      case Lost _ -> "lost";
      case NotRun _ -> "not run";
    };
  }

  /// The outcome as a map, with the names that journal.jsonl uses.
  ///
  /// @return `outcome`: its [#kind()]; and `status`, `signal`, `gone` or `detail`
  default Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("outcome", kind());
    switch (this) {
      case Exited(int status) -> map.put("status", status);
      case Signalled(String signal) -> map.put("signal", signal);
      case TimedOut(boolean gone) -> map.put("gone", gone);
      case Cancelled(boolean gone) -> map.put("gone", gone);
      case Lost(String reason) -> map.put("detail", reason);
      case NotRun(String reason) -> map.put("detail", reason);
    }
    return map;
  }
}
