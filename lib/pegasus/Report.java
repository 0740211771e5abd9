package pegasus;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a run went: a result for each job and host that ran it.
///
/// ```java
/// Report report = Broadcast.run(hosts, "uname -r", "nproc").orThrow();
/// IO.println(report.byHost()); // a row for each host, a column for each command
/// IO.println(report.gather()); // hosts that wrote the same, together
/// String json = report.toJson();
/// ```
///
/// @param hosts the hosts of the run
/// @param unreachable those among them to which there was no way in the end
/// @param results one for each job and host that ran it (of several attempts the last), in the
///   order in which they ended; for a broadcast, in the order of the jobs and then of the hosts
/// @param complete whether nothing that should have run is left
/// @param elapsed from the start of the run to its end
/// @param reasons why there was no way to the unreachable hosts, as far as that is known
public record Report(
    List<Host> hosts,
    List<Host> unreachable,
    List<Result> results,
    boolean complete,
    Duration elapsed,
    Map<Host, String> reasons) {
  /// Copies the lists.
  public Report {
    hosts = List.copyOf(hosts);
    unreachable = List.copyOf(unreachable);
    results = List.copyOf(results);
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }

  /// A report that knows no reasons.
  ///
  /// @param hosts the hosts of the run
  /// @param unreachable those to which there was no way
  /// @param results one for each job and host that ran it
  /// @param complete whether nothing that should have run is left
  /// @param elapsed from the start of the run to its end
  public Report(
      List<Host> hosts,
      List<Host> unreachable,
      List<Result> results,
      boolean complete,
      Duration elapsed) {
    this(hosts, unreachable, results, complete, elapsed, Map.of());
  }

  /// Whether everything ran, and exited with 0.
  ///
  /// @return false when something failed, or did not run
  public boolean ok() {
    return complete && failed().isEmpty();
  }

  /// The results that are failures.
  ///
  /// @return in the order of the results
  public List<Result> failed() {
    return results.stream().filter(result -> !result.ok()).toList();
  }

  /// The results of one host.
  ///
  /// @param host one of the hosts of the run
  /// @return those of all hosts that are equal to it
  public List<Result> on(Host host) {
    return results.stream().filter(result -> result.host().equals(host)).toList();
  }

  /// The results of one job.
  ///
  /// @param job one of those that ran
  /// @return those of all jobs that are equal to it
  public List<Result> of(Job job) {
    return results.stream().filter(result -> result.job().equals(job)).toList();
  }

  /// The hosts that wrote the same and ended alike, together.
  ///
  /// @return a block for each of the things that were written
  public Gathered gather() {
    return Gathered.of(results);
  }

  /// What came out on each host: the last line that each job wrote there, or how it failed.
  ///
  /// @return a row for each host, a column for each job
  public Table byHost() {
    var cells = new LinkedHashMap<Host, Map<Job, String>>();
    hosts.forEach(host -> cells.put(host, new HashMap<>()));
    for (Result result : results) {
      cells
          .computeIfAbsent(result.host(), _ -> new HashMap<>()) // of a job that ran nowhere
          .merge(result.job(), cell(result), (one, more) -> one + "; " + more);
    }
    Set<Job> jobs =
        results.stream().map(Result::job).collect(Collectors.toCollection(LinkedHashSet::new));
    return new Table(
        Stream.concat(Stream.of("HOST"), jobs.stream().map(Job::toString)).toList(),
        cells.entrySet().stream().map(e -> row(e.getKey(), jobs, e.getValue())).toList());
  }

  private static List<String> row(Host host, Set<Job> jobs, Map<Job, String> cells) {
    return Stream.concat(
            Stream.of(host.label()), jobs.stream().map(job -> cells.getOrDefault(job, "")))
        .toList();
  }

  private static String cell(Result result) {
    String hint = result.hint();
    return result.ok()
        ? hint
        : hint.isEmpty() ? result.outcome().toString() : result.outcome() + ": " + hint;
  }

  /// The results as a table.
  ///
  /// @return a row for each result: where, what, how it ended, the last line that it wrote
  public Table table() {
    return new Table(
        List.of("HOST", "COMMAND", "OUTCOME", "SECONDS", "LAST LINE"),
        results.stream().map(Report::row).toList());
  }

  private static List<String> row(Result result) {
    return List.of(
        result.host().label(),
        result.what(),
        result.outcome().toString(),
        Table.seconds(result.elapsed()),
        result.hint());
  }

  /// This report, if all went well.
  ///
  /// @return itself
  /// @throws PegasusException.Failed carrying the first failure
  /// @throws PegasusException when something did not run at all
  public Report orThrow() {
    failed().stream().findFirst().ifPresent(Result::orThrow);
    if (!complete) {
      throw new PegasusException(summary());
    }
    return this;
  }

  /// The report as a map: its parts under their names, hosts and results as maps.
  ///
  /// @return `ok`, `complete`, `seconds`, `hosts`, `unreachable`, `results`
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ok", ok());
    map.put("complete", complete);
    map.put("seconds", elapsed.toMillis() / 1e3);
    map.put("hosts", hosts.stream().map(Host::toMap).toList());
    map.put("unreachable", unreachable.stream().map(this::toMap).toList());
    map.put("results", results.stream().map(Result::toMap).toList());
    return map;
  }

  private Map<String, Object> toMap(Host host) {
    var map = new LinkedHashMap<>(host.toMap());
    Optional.ofNullable(reasons.get(host)).ifPresent(reason -> map.put("reason", reason));
    return map;
  }

  /// [#toMap()] as JSON.
  ///
  /// @return one line
  public String toJson() {
    return Json.of(toMap());
  }

  private String why() {
    return reasons.values().stream().findFirst().map(reason -> " (" + reason + ")").orElse("");
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%d done, %d failed in %.1f s%s%s",
        results.size(),
        failed().size(),
        elapsed.toMillis() / 1e3,
        complete ? "" : ", not everything ran",
        unreachable.isEmpty() ? "" : ", unreachable: " + Folded.hosts(unreachable) + why());
  }

  /// A line that counts the results, then the [#table()].
  @Override
  public String toString() {
    return results.isEmpty() ? summary() : summary() + "\n" + table();
  }
}
