package pegasus.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.TreeMap;
import pegasus.Result;

/// How many ended in which way: `9 succeeded, 2 failed, 1 lost`.
final class Tally {
  private Tally() {}

  static String of(List<Result> results) {
    var counts = results.stream().collect(groupingBy(OutcomeKind::of, TreeMap::new, counting()));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().word())
        .collect(joining(", "));
  }
}
