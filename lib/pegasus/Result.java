package pegasus;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// How one job ended on one host. Failures are values too: see [#ok()].
///
/// ```java
/// Result result = Broadcast.run(hosts, "echo loss is; echo 0.25").results().getFirst();
/// double loss = Double.parseDouble(result.orThrow().lastLine());
/// ```
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
  private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");

  private static final Job NO_JOB = new Job("");

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
        0,
        Optional.empty(),
        Optional.empty());
  }

  /// The same without what ran and what it wrote.
  Result withoutDetails() {
    return new Result(
        id,
        NO_JOB,
        host,
        attempt,
        "",
        outcome,
        started,
        elapsed,
        "",
        "",
        stdoutBytes,
        stderrBytes,
        stdoutFile,
        stderrFile);
  }

  /// The name that this run shares with all that came from one taking of the job from the queue;
  /// `pegasus retry` takes it too.
  ///
  /// @return the [#id()], or the start of it
  public String taken() {
    return Ids.taken(id);
  }

  /// Whether the command ran and exited with 0.
  ///
  /// @return false for all other outcomes
  public boolean ok() {
    return outcome.ok();
  }

  /// The exit status, when the command ran to its end.
  ///
  /// @return 0 to 255; empty for other outcomes
  public OptionalInt status() {
    return outcome instanceof Outcome.Exited(int status)
        ? OptionalInt.of(status)
        : OptionalInt.empty();
  }

  /// The last line of its standard output that is not blank: where many programs say what came out.
  ///
  /// @return without blanks around it; empty when there is none
  public String lastLine() {
    return lastLine(stdout);
  }

  /// The number that its last line is, as C, Python or Java write it: `0.25`, `1e-3`, `nan`,
  /// `-inf`.
  ///
  /// @return empty when it is none, as when it printed nothing
  public OptionalDouble number() {
    return switch (lastLine().toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> OptionalDouble.of(Double.NaN);
      case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      case String line when NUMBER.matcher(line).matches() ->
          OptionalDouble.of(Double.parseDouble(line));
      default -> OptionalDouble.empty();
    };
  }

  private static String lastLine(String text) {
    String stripped = text.strip();
    int end = Math.max(stripped.lastIndexOf('\n'), stripped.lastIndexOf('\r'));
    return stripped.substring(end + 1).strip();
  }

  /// What is worth seeing in a table: the last line, of standard error where it failed.
  String hint() {
    String error = lastLine(stderr);
    return ok() || error.isEmpty() ? lastLine() : error;
  }

  /// What ran, for people.
  String what() {
    return command.isEmpty() ? job.toString() : command;
  }

  /// This result, if it is a success.
  ///
  /// @return itself
  /// @throws PegasusException.Failed carrying this result, if it is not
  public Result orThrow() {
    if (!ok()) {
      throw new PegasusException.Failed(this);
    }
    return this;
  }

  /// The result as a map, with the names that journal.jsonl uses, and what was written as `stdout`
  /// and `stderr`.
  ///
  /// @return texts, numbers, booleans and maps of texts
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", id);
    map.put("taken", taken());
    map.putAll(job.toMap());
    map.put("rendered", command);
    map.putAll(host.toMap());
    map.put("attempt", attempt);
    map.putAll(outcome.toMap());
    map.put("started", started.toString());
    map.put("seconds", elapsed.toMillis() / 1e3);
    map.put("stdout", stdout);
    map.put("stderr", stderr);
    map.put("stdout_bytes", stdoutBytes);
    map.put("stderr_bytes", stderrBytes);
    stdoutFile.ifPresent(file -> map.put("stdout_file", file.toString()));
    stderrFile.ifPresent(file -> map.put("stderr_file", file.toString()));
    return map;
  }

  /// [#toMap()] as JSON.
  ///
  /// @return one line
  public String toJson() {
    return Json.of(toMap());
  }

  /// `[node-1] python train.py: exit status 0 in 1.234 s`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "[%s] %s: %s in %.3f s",
        host.label(),
        what(),
        outcome,
        elapsed.toNanos() / 1e9);
  }
}
