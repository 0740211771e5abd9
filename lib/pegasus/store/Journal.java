package pegasus.store;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import pegasus.Host;
import pegasus.Job;
import pegasus.Outcome;
import pegasus.Result;

/// journal.jsonl: a line of JSON when a job starts and one when it ends.
///
/// | field | in | meaning |
/// |---|---|---|
/// | `event` | both | `started` or `ended` |
/// | `id` | both | the same in the two lines of one run of a job, and in no others |
/// | `time` | both | ISO 8601, UTC |
/// | `command`, `parameters` | started | the job: its template, its values |
/// | `rendered` | started | what was sent to the host |
/// | `host`, `host_parameters` | started | where it runs |
/// | `outcome` | ended | `exited`, `signalled`, `cancelled`, `lost` (fate unknown), `not run` |
/// | `status` | ended, `exited` | the exit status |
/// | `detail` | ended, all others | the signal, or what happened |
/// | `seconds` | ended | from the start to the end |
///
/// Readers skip fields and events that they do not know.
public final class Journal {
  private final AppendFile file;

  /// @param model the queue: who may read it may read the journal
  public Journal(Path path, Path model) {
    this.file = new AppendFile(path, model);
  }

  public void started(String id, Job job, Host host, String rendered, Instant now) {
    JsonObject line = line("started", id, now);
    line.addProperty("command", job.command());
    line.add("parameters", object(job.parameters()));
    line.addProperty("rendered", rendered);
    line.addProperty("host", host.hostname());
    line.add("host_parameters", object(host.parameters()));
    append(line);
  }

  public void ended(String id, Result result, Instant now) {
    JsonObject line = line("ended", id, now);
    switch (result.outcome()) {
      case Outcome.Exited(int status) -> {
        line.addProperty("outcome", "exited");
        line.addProperty("status", status);
      }
      case Outcome.Signalled(String signal) -> detailed(line, "signalled", signal);
      case Outcome.Cancelled cancelled -> detailed(line, "cancelled", cancelled.toString());
      case Outcome.Lost(String reason) -> detailed(line, "lost", reason);
      case Outcome.NotRun(String reason) -> detailed(line, "not run", reason);
    }
    line.addProperty("seconds", result.elapsed().toMillis() / 1000.0);
    append(line);
  }

  private static JsonObject line(String event, String id, Instant now) {
    var line = new JsonObject();
    line.addProperty("event", event);
    line.addProperty("id", id);
    line.addProperty("time", now.toString());
    return line;
  }

  private static void detailed(JsonObject line, String outcome, String detail) {
    line.addProperty("outcome", outcome);
    line.addProperty("detail", detail);
  }

  private static JsonObject object(Map<String, String> values) {
    var object = new JsonObject();
    values.forEach(object::addProperty);
    return object;
  }

  private void append(JsonObject line) {
    try (var appended = file.append(line + "\n")) {
      appended.keep();
    } catch (IOException e) {
      throw new StoreException("write to", file.path(), e);
    }
  }
}
