package pegasus;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import pegasus.PegasusException.Malformed;
import pegasus.store.History.Past;

/// Which runs of the past are worth another one: those that did not succeed, are over, and whose
/// jobs are not back in the queue. Where a job was tried several times on its own accord, its last
/// attempt counts.
///
/// @param candidates those runs, the oldest first
public record Retries(List<Past> candidates) {
  /// @param past all runs, the oldest first
  public static Retries of(Collection<Past> past) {
    var last = new LinkedHashMap<String, Past>();
    past.forEach(run -> last.put(withoutAttempt(run.id()), run));
    return new Retries(
        last.values().stream()
            .filter(run -> run.ended().isPresent() && !run.back() && !run.ok())
            .toList());
  }

  /// Those with one of these outcomes: `exited`, `signalled`, `timed out`, `cancelled`, `lost`,
  /// `not run`.
  public List<Past> with(Set<String> outcomes) {
    return candidates.stream().filter(run -> outcomes.contains(run.outcome())).toList();
  }

  /// Those with these names, of runs or of takings.
  ///
  /// @throws Malformed when one is not among the candidates
  public List<Past> named(Collection<String> ids) {
    for (String id : ids) {
      if (candidates.stream().noneMatch(isNamed(id))) {
        throw new Malformed(
            "no run "
                + id
                + " that could be put back: it is unknown, still running, succeeded, or is back"
                + " already");
      }
    }
    return candidates.stream()
        .filter(run -> ids.stream().anyMatch(id -> isNamed(id).test(run)))
        .toList();
  }

  private static Predicate<Past> isNamed(String id) {
    return run -> run.id().equals(id) || run.taken().equals(id);
  }

  private static String withoutAttempt(String id) {
    int dot = id.indexOf('.');
    return dot < 0 ? id : id.substring(0, dot);
  }
}
