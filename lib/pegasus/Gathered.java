package pegasus;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Results put together: hosts on which a job wrote the same and ended alike are one block.
///
/// ```java
/// Gathered gathered = Broadcast.run(hosts, "uname -r").gather();
/// IO.println(gathered); // each text once, behind the hosts that wrote it
/// IO.println(gathered.differences()); // what is different from what most hosts wrote
/// ```
///
/// @param blocks by job, and for each job those with most hosts first
public record Gathered(List<Block> blocks) {
  private static final String RULE = "-".repeat(15);

  /// Copies the list.
  public Gathered {
    blocks = List.copyOf(blocks);
  }

  /// Hosts on which a job came to the same.
  ///
  /// @param job what ran
  /// @param hosts where, at least one
  /// @param outcome how it ended
  /// @param output what it wrote: standard output, and standard error behind it
  public record Block(Job job, Hosts hosts, Outcome outcome, String output) {
    /// The hosts in a few words.
    ///
    /// @return such as `node-[1-3]`
    public String names() {
      return hosts.names();
    }

    /// The hosts between two rules, then the output.
    @Override
    public String toString() {
      String count = hosts.size() == 1 ? "" : " (" + hosts.size() + ")";
      String end = outcome.ok() ? "" : ": " + outcome;
      return "%s\n%s%s%s\n%s\n%s"
          .formatted(RULE, names(), count, end, RULE, output)
          .stripTrailing();
    }
  }

  /// Puts results together.
  static Gathered of(List<Result> results) {
    record Same(Outcome outcome, String output) {}
    var jobs = new LinkedHashMap<Job, LinkedHashMap<Same, List<Host>>>();
    for (Result result : results) {
      var same = new Same(result.outcome(), result.stdout() + result.stderr());
      jobs.computeIfAbsent(result.job(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(same, _ -> new ArrayList<>())
          .add(result.host());
    }
    var blocks = new ArrayList<Block>();
    jobs.forEach(
        (job, outputs) ->
            outputs.entrySet().stream()
                .map(e -> block(job, e.getValue(), e.getKey().outcome(), e.getKey().output()))
                .sorted(Comparator.comparing(block -> -block.hosts().size()))
                .forEach(blocks::add));
    return new Gathered(blocks);
  }

  private static Block block(Job job, List<Host> hosts, Outcome outcome, String output) {
    return new Block(job, Hosts.of(hosts), outcome, output);
  }

  /// How the blocks of each job differ from its first one, as `diff -u` shows it.
  ///
  /// @return empty when all hosts came to the same
  public String differences() {
    return byJob().stream()
        .flatMap(same -> same.stream().skip(1).map(other -> difference(same.getFirst(), other)))
        .collect(Collectors.joining("\n"));
  }

  private static String difference(Block first, Block other) {
    List<String> from = first.output().lines().toList();
    List<String> to = other.output().lines().toList();
    var diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            title(first), title(other), from, DiffUtils.diff(from, to), 0);
    return diff.isEmpty()
        ? "--- %s\n+++ %s".formatted(title(first), title(other))
        : String.join("\n", diff);
  }

  private static String title(Block block) {
    return block.outcome().ok() ? block.names() : block.names() + ": " + block.outcome();
  }

  private List<List<Block>> byJob() {
    var jobs = new LinkedHashMap<Job, List<Block>>();
    blocks.forEach(b -> jobs.computeIfAbsent(b.job(), _ -> new ArrayList<>()).add(b));
    return List.copyOf(jobs.values());
  }

  /// The blocks, those of each job behind its command if there are several jobs.
  @Override
  public String toString() {
    List<List<Block>> jobs = byJob();
    return jobs.stream()
        .map(
            of -> {
              String text = of.stream().map(Block::toString).collect(Collectors.joining("\n"));
              return jobs.size() == 1 ? text : "$ " + of.getFirst().job() + "\n" + text;
            })
        .collect(Collectors.joining("\n"));
  }
}
