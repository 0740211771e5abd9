package pegasus.cli;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import pegasus.Past;
import pegasus.PegasusException.Malformed;

/// The runs of the past whose jobs could be put back, see [pegasus.Queue#retryable()].
///
/// @param candidates the oldest first
record Retryable(List<Past> candidates) {
  /// Those that ended in one of these ways.
  List<Past> with(Set<OutcomeKind> kinds) {
    return candidates.stream()
        .filter(run -> run.outcome().map(OutcomeKind::of).filter(kinds::contains).isPresent())
        .toList();
  }

  /// Those with these names, of runs or of takings.
  ///
  /// @throws Malformed when one is not among the candidates
  List<Past> named(Collection<String> ids) {
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
}
