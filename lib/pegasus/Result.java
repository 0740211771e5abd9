package pegasus;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/// How one job ended on one host. Failures are values too: see [#ok()].
///
/// @param job what was asked for
/// @param host where it ran
/// @param command what ran there: the job's command, rendered; empty when it could not be rendered
/// @param outcome how it ended
/// @param started when the command was sent
/// @param elapsed from then until its end was known
/// @param stdout the end of its standard output, see [Options#capture()]
/// @param stderr the end of its standard error, likewise
public record Result(
    Job job,
    Host host,
    String command,
    Outcome outcome,
    Instant started,
    Duration elapsed,
    String stdout,
    String stderr) {

  /// Whether the command ran and exited with 0.
  public boolean ok() {
    return outcome.ok();
  }

  /// The exit status, when the command ran to its end.
  public OptionalInt status() {
    return outcome instanceof Outcome.Exited(int status) ? OptionalInt.of(status) : OptionalInt.empty();
  }

  /// This result, if it is a success.
  ///
  /// @throws PegasusException.Failed carrying this result, if it is not
  public Result orThrow() {
    if (!ok()) {
      throw new PegasusException.Failed(this);
    }
    return this;
  }

  /// `[node-1] python train.py: exit status 0 in 1.234 s`.
  @Override
  public String toString() {
    String what = command.isEmpty() ? job.toString() : command;
    return "[%s] %s: %s in %.3f s".formatted(host.label(), what, outcome, elapsed.toNanos() / 1e9);
  }
}
