package pegasus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Jobs that failed and are to be run again: each on a host on which it has not failed yet, as long
/// as there is one that can be used, even if that one is busy now. When it has failed on all, the
/// round begins anew, and the last one waits.
final class Reruns {
  private final int most;
  private final Predicate<Set<Integer>> usableExcept;
  // Guarded by this: attempts that failed and are to be followed by another one, and on which
  // hosts each job failed so far, by the name of its taking.
  private final List<Failed> waiting = new ArrayList<>();
  private final Map<String, Set<Integer>> failedOn = new HashMap<>();

  private record Failed(Assignment assignment, Result result) {}

  /// @param most how often a job is run again
  /// @param usableExcept whether there is a host that can be used, besides those at some places
  Reruns(int most, Predicate<Set<Integer>> usableExcept) {
    this.most = most;
    this.usableExcept = usableExcept;
  }

  /// Takes in how an attempt ended.
  ///
  /// @param place of its host
  /// @return whether another one will follow
  synchronized boolean add(Assignment assignment, int place, Result result) {
    if (assignment.attempt() > most || !worthwhile(result.outcome())) {
      failedOn.remove(assignment.taken());
      return false;
    }
    Set<Integer> places = failedOn.computeIfAbsent(assignment.taken(), _ -> new HashSet<>());
    places.add(place);
    if (!usableExcept.test(places)) {
      places.retainAll(Set.of(place));
    }
    waiting.add(new Failed(assignment, result));
    return true;
  }

  private static boolean worthwhile(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Cancelled _, Outcome.NotRun _ -> false;
      default -> !outcome.ok();
    };
  }

  /// The next attempt of the job that failed first, among those that may run on a host.
  ///
  /// @param place of the host
  /// @param again makes that attempt of the one that failed
  /// @param record writes it down; if that throws, the job stays here
  synchronized Optional<Assignment> take(
      int place, UnaryOperator<Assignment> again, Consumer<Assignment> record) {
    Optional<Failed> first =
        waiting.stream().filter(failed -> mayRun(failed.assignment(), place)).findFirst();
    Optional<Assignment> next = first.map(Failed::assignment).map(again);
    next.ifPresent(record);
    first.ifPresent(waiting::remove);
    return next;
  }

  private boolean mayRun(Assignment failed, int place) {
    Set<Integer> places = failedOn.get(failed.taken());
    return !places.contains(place) || !usableExcept.test(places);
  }

  /// Forgets about a job that is back in the queue.
  synchronized void forget(Assignment assignment) {
    failedOn.remove(assignment.taken());
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// The results of the attempts that will not be followed by another one after all.
  synchronized List<Result> abandon() {
    List<Result> last = waiting.stream().map(Failed::result).toList();
    waiting.clear();
    return last;
  }
}
