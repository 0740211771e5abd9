package pegasus.cli;

import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.function.Supplier;
import pegasus.Report;

/// What is said at the end of a run: what did not succeed and how to run it again, then the counts.
/// Short enough to be read however many jobs there were, and one line when all went well.
///
/// @param retry puts jobs back
/// @param left counts the jobs that are still in the queue; asked when not everything ran
/// @param errorAborts whether a failure stops the run, and where it stopped is to be told
record Summary(RetryCommand retry, Supplier<OptionalLong> left, boolean errorAborts) {

  /// @return one or more lines
  String of(Report report) {
    var lines = new ArrayList<>(new Failures(retry).lines(report.failed()));
    if (!report.unreachable().isEmpty()) {
      lines.add("unreachable: " + HostNames.of(report.unreachable()));
    }
    if (errorAborts) {
      lines.addAll(LastStep.lines(report));
    }
    lines.add(counts(report));
    return String.join("\n", lines);
  }

  private String counts(Report report) {
    int ended = report.results().size();
    String commands = ended == 1 ? "1 command" : ended + " commands";
    String how =
        ended == 0 || report.failed().isEmpty()
            ? commands + " done in " + Elapsed.of(report.elapsed())
            : commands + " in " + Elapsed.of(report.elapsed()) + ": " + Tally.of(report.results());
    return report.complete() ? how : how + jobsLeft();
  }

  private String jobsLeft() {
    OptionalLong jobs = left.get();
    if (jobs.isEmpty()) {
      return "; not everything ran";
    }
    long number = jobs.getAsLong();
    return switch (Math.clamp(number, 0, 2)) {
      case 0 -> "; no job is left in the queue";
      case 1 -> "; 1 job is left in the queue";
      default -> "; %d jobs are left in the queue".formatted(number);
    };
  }
}
