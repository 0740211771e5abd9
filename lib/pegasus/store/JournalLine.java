package pegasus.store;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import pegasus.Host;
import pegasus.Job;
import pegasus.Outcome;
import pegasus.Result;

/// A line of journal.jsonl: a JSON object that says what happened to one run of a job.
///
/// | field | in | meaning |
/// |---|---|---|
/// | `event` | all | `started`: taken from the queue for a host; `ended`; `returned`: back in the queue, as it never reached its host; `retried`: put back into the queue by `pegasus retry`; `unretried`: not put back after all |
/// | `id` | all | the same in all lines about one run of a job on one host |
/// | `time` | all | ISO 8601, UTC |
/// | `taken` | started | the same in all runs that came from one taking of the job from the queue |
/// | `run` | started | which run of Pegasus took it |
/// | `queue` | started | the name of the queue's file: several queues in a folder share its journal |
/// | `command`, `parameters` | started | the job: its template, its values |
/// | `rendered` | started | what is sent to the host |
/// | `host`, `host_parameters` | started | where it runs |
/// | `attempt` | started | 1, or more when it failed before (`--retries`) |
/// | `outcome` | ended | `exited`, `signalled`, `timed out`, `cancelled`, `lost` (fate unknown), `not run` |
/// | `status` | ended, `exited` | the exit status |
/// | `signal` | ended, `signalled` | such as `TERM` |
/// | `gone` | ended, `timed out` or `cancelled` | whether it was seen to be gone; otherwise its fate is unknown |
/// | `detail` | ended, returned | what happened, for people |
/// | `started`, `seconds` | ended | when it was sent, and how long it took |
/// | `stdout_bytes`, `stderr_bytes` | ended | how much it wrote |
/// | `stdout_file`, `stderr_file` | ended, with `--log-dir` | where all of that is |
///
/// Readers skip lines, events and fields that they do not know: old files stay readable when more
/// is added.
public record JournalLine(JsonObject json) {
  private static final Gson GSON = new Gson();

  /// A job is taken from the queue to run on a host.
  ///
  /// @param taken the name of the taking, the same for all hosts and attempts
  /// @param run which run of Pegasus takes it
  /// @param queue the name of the queue's file
  public static JournalLine started(
      String id,
      String taken,
      String run,
      String queue,
      Job job,
      Host host,
      int attempt,
      String rendered,
      Instant now) {
    JsonObject json = json("started", id, now);
    json.addProperty("taken", taken);
    json.addProperty("run", run);
    json.addProperty("queue", queue);
    json.addProperty("command", job.command());
    json.add("parameters", object(job.parameters()));
    json.addProperty("rendered", rendered);
    json.addProperty("host", host.hostname());
    json.add("host_parameters", object(host.parameters()));
    json.addProperty("attempt", attempt);
    return new JournalLine(json);
  }

  /// A run of a job came to its end.
  public static JournalLine ended(Result result, Instant now) {
    JsonObject json = json("ended", result.id(), now);
    outcome(json, result.outcome());
    json.addProperty("started", result.started().toString());
    json.addProperty("seconds", result.elapsed().toMillis() / 1000.0);
    json.addProperty("stdout_bytes", result.stdoutBytes());
    json.addProperty("stderr_bytes", result.stderrBytes());
    result.stdoutFile().ifPresent(file -> json.addProperty("stdout_file", file.toString()));
    result.stderrFile().ifPresent(file -> json.addProperty("stderr_file", file.toString()));
    return new JournalLine(json);
  }

  /// A run of a job died with the run of Pegasus that started it, as far as anybody knows.
  public static JournalLine lost(String id, String detail, Instant now) {
    JsonObject json = json("ended", id, now);
    outcome(json, new Outcome.Lost(detail));
    return new JournalLine(json);
  }

  /// The job is back in the queue: it never reached its host.
  public static JournalLine returned(String id, String detail, Instant now) {
    JsonObject json = json("returned", id, now);
    json.addProperty("detail", detail);
    return new JournalLine(json);
  }

  /// The job is put back into the queue, to run once more.
  public static JournalLine retried(String id, Instant now) {
    return new JournalLine(json("retried", id, now));
  }

  /// It is not put back after all.
  public static JournalLine unretried(String id, Instant now) {
    return new JournalLine(json("unretried", id, now));
  }

  /// @return empty for a line that is not a JSON object: one that a full disk cut, say
  static Optional<JournalLine> parse(String line) {
    try {
      JsonElement json = JsonParser.parseString(line);
      return json.isJsonObject()
          ? Optional.of(new JournalLine(json.getAsJsonObject()))
          : Optional.empty();
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  static String text(List<JournalLine> lines) {
    return lines.stream().map(JournalLine::text).collect(Collectors.joining());
  }

  /// The line as it stands in the file.
  public String text() {
    return json + "\n";
  }

  String event() {
    return string("event");
  }

  String id() {
    return string("id");
  }

  /// @return the text of a field; empty when it is missing
  String string(String field) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  /// How a run of a job came to its end; empty for an outcome from a later version.
  public Optional<Outcome> outcome() {
    return switch (string("outcome")) {
      case "exited" -> Optional.of(new Outcome.Exited(number("status", -1)));
      case "signalled" -> Optional.of(new Outcome.Signalled(string("signal")));
      case "timed out" -> Optional.of(new Outcome.TimedOut(is("gone")));
      case "cancelled" -> Optional.of(new Outcome.Cancelled(is("gone")));
      case "lost" -> Optional.of(new Outcome.Lost(string("detail")));
      case "not run" -> Optional.of(new Outcome.NotRun(string("detail")));
      default -> Optional.empty();
    };
  }

  /// @return whether a field is there, and true
  private boolean is(String field) {
    return json.get(field) instanceof JsonPrimitive value && value.getAsBoolean();
  }

  /// @return the time in a field; empty when there is none
  Optional<Instant> instant(String field) {
    try {
      return Optional.of(Instant.parse(string(field)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// @return the number in a field, or `otherwise`
  int number(String field, int otherwise) {
    JsonElement value = json.get(field);
    return value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()
        ? (int) value.getAsDouble()
        : otherwise;
  }

  /// @return the texts in a field that is an object, in order
  Map<String, String> strings(String field) {
    var strings = new LinkedHashMap<String, String>();
    if (json.get(field) instanceof JsonObject object) {
      object
          .asMap()
          .forEach(
              (name, value) ->
                  strings.put(name, value.isJsonPrimitive() ? value.getAsString() : ""));
    }
    return strings;
  }

  private static void outcome(JsonObject json, Outcome outcome) {
    outcome.toMap().forEach((field, value) -> json.add(field, GSON.toJsonTree(value)));
  }

  private static JsonObject json(String event, String id, Instant now) {
    var json = new JsonObject();
    json.addProperty("event", event);
    json.addProperty("id", id);
    json.addProperty("time", now.toString());
    return json;
  }

  private static JsonObject object(Map<String, String> values) {
    var object = new JsonObject();
    values.forEach(object::addProperty);
    return object;
  }
}
