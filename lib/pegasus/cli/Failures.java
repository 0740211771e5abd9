package pegasus.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pegasus.Result;

/// The part of the summary about what did not succeed: the first ones in full, the others in few
/// lines.
final class Failures {
  private static final int IN_FULL = 20;
  private static final int IN_SHORT = 20;
  private static final int LINES_OF_STDERR = 3;
  private static final String INDENT = "    ";

  private final RetryCommand retry;

  Failures(RetryCommand retry) {
    this.retry = retry;
  }

  /// @param failed those that did not succeed, in the order in which they are to be shown
  /// @return no lines when there are none
  List<String> lines(List<Result> failed) {
    var lines = new ArrayList<String>();
    failed.stream().limit(IN_FULL).forEach(result -> addInFull(result, lines));
    if (failed.size() > IN_FULL) {
      addRest(failed.subList(IN_FULL, failed.size()), lines);
    }
    if (failed.stream().map(Result::taken).distinct().count() > 1) {
      var kinds = failed.stream().map(OutcomeKind::of).collect(toSet());
      lines.add("put back all such jobs: " + retry.of(kinds));
    }
    return lines;
  }

  private void addInFull(Result result, List<String> lines) {
    lines.add(HostNames.of(result.host()) + ": " + Clipped.of(Headline.of(result)));
    if (!result.job().parameters().isEmpty()) {
      lines.add(INDENT + Clipped.of(parameters(result.job().parameters())));
    }
    lastLines(result.stderr()).forEach(line -> lines.add(INDENT + "> " + Clipped.of(line)));
    result.stderrFile().ifPresent(file -> lines.add(INDENT + "in full: " + file));
    lines.add(INDENT + "put it back: " + retry.of(result));
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream().map(Map.Entry::toString).collect(joining(", "));
  }

  private static List<String> lastLines(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - LINES_OF_STDERR), lines.size());
  }

  /// A line for each job, with all hosts on which it did not succeed: in a broadcast there are
  /// many.
  private static void addRest(List<Result> rest, List<String> lines) {
    lines.add("and %d more: %s".formatted(rest.size(), Tally.of(rest)));
    Map<String, List<Result>> jobs =
        rest.stream().collect(groupingBy(Result::taken, LinkedHashMap::new, toList()));
    jobs.values().stream().limit(IN_SHORT).forEach(job -> lines.add(INDENT + inShort(job)));
    if (jobs.size() > IN_SHORT) {
      lines.add(
          INDENT
              + "and %d more jobs; journal.jsonl has them all".formatted(jobs.size() - IN_SHORT));
    }
  }

  private static String inShort(List<Result> job) {
    String what = Headline.firstLine(job.getFirst().job().toString());
    return Clipped.of(what) + ": " + HostNames.ofResults(job);
  }
}
