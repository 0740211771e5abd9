package pegasus.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import pegasus.Outcome;
import pegasus.Past;
import pegasus.PegasusException.Malformed;
import pegasus.Queue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `pegasus retry`: puts jobs that did not succeed back to the top of the queue.
@Command(
    name = "retry",
    description = "Put jobs that ran before and did not succeed back to the top of the queue.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class)
public final class RetryMode implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--queue-file",
      paramLabel = "F",
      description = "The queue (default: queue.yaml).")
  Path queueFile = Path.of("queue.yaml");

  @Option(
      names = "--failed",
      description = "Those that failed: by their exit status, or ended by a signal.")
  boolean failed;

  @Option(
      names = "--lost",
      description = "Those whose fate is unknown: the connection or Pegasus died.")
  boolean lost;

  @Option(names = "--timed-out", description = "Those that took too long.")
  boolean timedOut;

  @Option(names = "--cancelled", description = "Those that were ended on the user's wish.")
  boolean cancelled;

  @Option(names = "--all", description = "All of these, and those that could not run.")
  boolean all;

  @Option(names = "--dry-run", description = "Only show what would be put back.")
  boolean dryRun;

  @Parameters(
      paramLabel = "ID",
      description = "Runs by their names, as the summary and journal.jsonl have them.")
  List<String> ids = new ArrayList<>();

  @Override
  public Integer call() {
    if (kinds().isEmpty() && ids.isEmpty()) {
      throw new Malformed(
          "say which jobs to put back: --failed, --lost, --timed-out, --cancelled, --all, or their"
              + " names");
    }
    Queue queue = Queue.open(queueFile);
    List<Past> chosen = chosen(new Retryable(queue.retryable()));
    Set<String> names = chosen.stream().map(Past::id).collect(Collectors.toSet());
    tell(dryRun ? "would be put back" : "put back", dryRun ? chosen : queue.retry(names));
    return ExitStatus.OK;
  }

  private List<Past> chosen(Retryable retries) {
    var chosen = new LinkedHashSet<>(retries.with(kinds()));
    chosen.addAll(retries.named(ids));
    return retries.candidates().stream().filter(chosen::contains).toList();
  }

  private Set<OutcomeKind> kinds() {
    if (all) {
      return EnumSet.complementOf(EnumSet.of(OutcomeKind.SUCCEEDED));
    }
    var wanted =
        Map.of(
            OutcomeKind.FAILED, failed,
            OutcomeKind.LOST, lost,
            OutcomeKind.TIMED_OUT, timedOut,
            OutcomeKind.CANCELLED, cancelled);
    return wanted.keySet().stream().filter(wanted::get).collect(Collectors.toSet());
  }

  private static String kind(Past run) {
    return run.outcome().map(Outcome::kind).orElse("running");
  }

  private void tell(String deed, List<Past> runs) {
    PrintWriter out = spec.commandLine().getOut();
    runs.forEach(run -> out.println(Controls.visibleLines(run + " (" + kind(run) + ")")));
    spec.commandLine().getErr().println("[Pegasus] " + deed + ": " + count(runs));
  }

  // A broadcast runs a job on many hosts.
  private static String count(List<Past> runs) {
    long jobs = runs.stream().map(Past::taken).distinct().count();
    if (runs.isEmpty()) {
      return "nothing";
    }
    return jobs == runs.size() ? "" + jobs : jobs + ", of " + runs.size() + " runs";
  }
}
