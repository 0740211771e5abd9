package pegasus;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// How a run went.
///
/// @param hosts the hosts of the run
/// @param unreachable those among them to which there was no way in the end
/// @param results one for each job and host that ran it (of several attempts the last), in the
///   order in which they ended; for a broadcast, in the order of the jobs and then of the hosts
/// @param complete whether nothing that should have run is left
/// @param elapsed from the start of the run to its end
public record Report(
    List<Host> hosts,
    List<Host> unreachable,
    List<Result> results,
    boolean complete,
    Duration elapsed) {
  public Report {
    hosts = List.copyOf(hosts);
    unreachable = List.copyOf(unreachable);
    results = List.copyOf(results);
  }

  /// Whether everything ran, and exited with 0.
  public boolean ok() {
    return complete && failed().isEmpty();
  }

  /// The results that are failures.
  public List<Result> failed() {
    return results.stream().filter(result -> !result.ok()).toList();
  }

  /// This report, if all went well.
  ///
  /// @throws PegasusException.Failed carrying the first failure
  /// @throws PegasusException when something did not run at all
  public Report orThrow() {
    failed().stream().findFirst().ifPresent(Result::orThrow);
    if (!complete) {
      throw new PegasusException("not everything ran: " + this);
    }
    return this;
  }

  /// A line for each result, then one that counts them.
  @Override
  public String toString() {
    String count =
        "%d done, %d failed in %.1f s%s%s"
            .formatted(
                results.size(),
                failed().size(),
                elapsed.toMillis() / 1e3,
                complete ? "" : ", not everything ran",
                unreachable.isEmpty() ? "" : ", unreachable: " + unreachable);
    return results.stream().map(result -> result + "\n").collect(Collectors.joining("", "", count));
  }
}
