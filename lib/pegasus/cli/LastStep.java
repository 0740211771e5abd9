package pegasus.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import pegasus.Report;
import pegasus.Result;

/// Where a broadcast has got to that stopped because of a failure: which hosts ran the last job.
final class LastStep {
  private LastStep() {}

  static List<String> lines(Report report) {
    List<Result> last = last(report.results());
    if (last.stream().allMatch(Result::ok)) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    String job = Headline.firstLine(last.getFirst().job().toString());
    lines.add("stopped, as a host failed on: " + Clipped.of(job));
    last.stream()
        .collect(groupingBy(OutcomeKind::of, TreeMap::new, toList()))
        .forEach(
            (kind, those) ->
                lines.add("    %s on: %s".formatted(kind.word(), HostNames.ofResults(those))));
    lines.add("    the queue behind it is untouched");
    return lines;
  }

  private static List<Result> last(List<Result> results) {
    if (results.isEmpty()) {
      return List.of();
    }
    String taken = results.getLast().taken();
    return results.stream().filter(result -> result.taken().equals(taken)).toList();
  }
}
