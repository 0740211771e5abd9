package pegasus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

/// What a queue would run: its first jobs, rendered.
///
/// ```java
/// IO.println(Queue.open("queue.yaml").preview(hosts));
/// ```
///
/// @param lines by job, in order; where a command is not the same on all hosts, several in a row
/// @param more how many jobs come behind these
public record Preview(List<Line> lines, long more) {
  /// Copies the list.
  public Preview {
    lines = List.copyOf(lines);
  }

  /// A command, and the hosts that would run it like that if the job came to them.
  ///
  /// @param number of the job in the queue, from 1
  /// @param job as it stands in the queue
  /// @param hosts at least one
  /// @param command rendered for these hosts
  public record Line(long number, Job job, Hosts hosts, String command) {}

  /// @param jobs the first ones of the queue
  /// @throws PegasusException.Malformed when one does not fit a host
  static Preview of(List<Job> jobs, List<Host> hosts, long more) {
    var renderer = new Renderer();
    return new Preview(
        IntStream.range(0, jobs.size())
            .boxed()
            .flatMap(i -> lines(i + 1L, jobs.get(i), hosts, renderer).stream())
            .toList(),
        more);
  }

  private static List<Line> lines(long number, Job job, List<Host> hosts, Renderer renderer) {
    var commands = new LinkedHashMap<String, List<Host>>();
    for (Host host : hosts) {
      commands.computeIfAbsent(renderer.render(job, host), _ -> new ArrayList<>()).add(host);
    }
    return commands.entrySet().stream()
        .map(e -> new Line(number, job, Hosts.of(e.getValue()), e.getKey()))
        .toList();
  }

  /// The preview as a table.
  ///
  /// @return a row for each line: the job's number, its hosts, the command
  public Table table() {
    return new Table(
        List.of("JOB", "HOST", "COMMAND"),
        lines.stream()
            .map(l -> List.of("" + l.number(), Folded.hosts(l.hosts()), l.command()))
            .toList());
  }

  /// The table, and how many jobs come behind it.
  @Override
  public String toString() {
    if (lines.isEmpty()) {
      return "nothing would run";
    }
    long shown = lines.getLast().number();
    String all = Counted.of(shown + more, "job") + (more > 0 ? ", the first " + shown : "");
    return all + "\n" + table();
  }
}
