package pegasus;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pegasus.store.History;

/// One run of a job on one host, as the journal beside the queue remembers it.
///
/// ```java
/// Queue queue = Queue.open("queue.yaml");
/// List<Past> failed = queue.past().stream().filter(past -> past.over() && !past.ok()).toList();
/// ```
///
/// @param id names it; `pegasus retry` takes it
/// @param taken the name that all runs share which came from one taking of the job from the queue
/// @param job what was asked for
/// @param host where it ran
/// @param attempt 1, or more when it failed before and was tried again
/// @param command what ran there: the job's command, rendered; empty when it could not be rendered
/// @param since when it was taken from the queue
/// @param outcome how it ended; empty while it runs, and when that is not known
/// @param back whether its job is back in the queue, or was since
public record Past(
    String id,
    String taken,
    Job job,
    Host host,
    int attempt,
    String command,
    Instant since,
    Optional<Outcome> outcome,
    boolean back) {
  /// Those that did not succeed, are over, and whose jobs are not back in the queue. Where a job
  /// was tried several times on its own accord, its last attempt counts.
  ///
  /// @param past all runs, the oldest first
  static List<Past> retryable(Collection<Past> past) {
    var last = new LinkedHashMap<String, Past>();
    past.forEach(run -> last.put(Ids.withoutAttempt(run.id()), run));
    return last.values().stream().filter(run -> run.over() && !run.back() && !run.ok()).toList();
  }

  static Past of(History.Past past) {
    return new Past(
        past.id(),
        past.taken(),
        past.job(),
        past.host(),
        past.attempt(),
        past.rendered(),
        past.since(),
        past.ended().map(end -> end.outcome().orElseGet(() -> new Outcome.Lost(past.outcome()))),
        past.back());
  }

  /// Whether it came to its end.
  ///
  /// @return false while it runs
  public boolean over() {
    return outcome.isPresent();
  }

  /// Whether it exited with 0.
  ///
  /// @return false for other outcomes, and while it runs
  public boolean ok() {
    return outcome.filter(Outcome::ok).isPresent();
  }

  /// The run as a map, with the names that journal.jsonl uses.
  ///
  /// @return texts, numbers, booleans and maps of texts
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", id);
    map.put("taken", taken);
    map.putAll(job.toMap());
    map.put("rendered", command);
    map.putAll(host.toMap());
    map.put("attempt", attempt);
    map.put("time", since.toString());
    outcome.ifPresent(end -> map.putAll(end.toMap()));
    return map;
  }

  /// `k3j9x0m2qv [node-1] python train.py --bs 8`.
  @Override
  public String toString() {
    return id + " [" + host.label() + "] " + (command.isEmpty() ? job : command);
  }
}
