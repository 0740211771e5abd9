package pegasus;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// How one job ended on one host. Failures are values too: see [#ok()].
///
/// @param id names this run of the job in the journal; `pegasus retry` takes it
/// @param job what was asked for
/// @param host where it ran
/// @param attempt 1, or more when it failed before and was tried again
/// @param command what ran there: the job's command, rendered; empty when it could not be rendered
/// @param outcome how it ended
/// @param started when the command was sent
/// @param elapsed from then until its end was known
/// @param stdout the end of its standard output, see [Options#capture()]
/// @param stderr the end of its standard error, likewise
/// @param stdoutBytes how much it wrote to its standard output in all
/// @param stderrBytes how much it wrote to its standard error
/// @param stdoutFile where its standard output is kept in full, see [Options#logDir()]
/// @param stderrFile likewise its standard error
public record Result(
    String id,
    Job job,
    Host host,
    int attempt,
    String command,
    Outcome outcome,
    Instant started,
    Duration elapsed,
    String stdout,
    String stderr,
    long stdoutBytes,
    long stderrBytes,
    Optional<Path> stdoutFile,
    Optional<Path> stderrFile) {

  /// A result without log files.
  public Result(
      String id,
      Job job,
      Host host,
      int attempt,
      String command,
      Outcome outcome,
      Instant started,
      Duration elapsed,
      String stdout,
      String stderr,
      long stdoutBytes,
      long stderrBytes) {
    this(
        id,
        job,
        host,
        attempt,
        command,
        outcome,
        started,
        elapsed,
        stdout,
        stderr,
        stdoutBytes,
        stderrBytes,
        Optional.empty(),
        Optional.empty());
  }

  /// The result of what never ran.
  static Result of(Assignment assignment, Outcome outcome) {
    return new Result(
        assignment.id(),
        assignment.job(),
        assignment.host(),
        assignment.attempt(),
        assignment.command(),
        outcome,
        Instant.now(),
        Duration.ZERO,
        "",
        "",
        0,
        0);
  }

  /// The name that this run shares with all that came from one taking of the job from the queue;
  /// `pegasus retry` takes it too.
  public String taken() {
    return Ids.taken(id);
  }

  /// Whether the command ran and exited with 0.
  public boolean ok() {
    return outcome.ok();
  }

  /// The exit status, when the command ran to its end.
  public OptionalInt status() {
    return outcome instanceof Outcome.Exited(int status)
        ? OptionalInt.of(status)
        : OptionalInt.empty();
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
    return String.format(
        Locale.ROOT, "[%s] %s: %s in %.3f s", host.label(), what, outcome, elapsed.toNanos() / 1e9);
  }
}
