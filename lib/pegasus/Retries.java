package pegasus;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// Which runs of the past are worth another one.
final class Retries {
  private Retries() {}

  /// Those that did not succeed, are over, and whose jobs are not back in the queue. Where a job
  /// was tried several times on its own accord, its last attempt counts.
  ///
  /// @param past all runs, the oldest first
  static List<Past> candidates(Collection<Past> past) {
    var last = new LinkedHashMap<String, Past>();
    past.forEach(run -> last.put(Ids.withoutAttempt(run.id()), run));
    return last.values().stream().filter(run -> run.over() && !run.back() && !run.ok()).toList();
  }
}
