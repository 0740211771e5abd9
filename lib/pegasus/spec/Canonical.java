package pegasus.spec;

import java.util.List;
import java.util.stream.Collectors;
import pegasus.Job;

/// The one form in which Pegasus itself writes entries: a `command` key, then the parameters, a
/// list under each. What is written reads back as it was, whatever characters it holds.
public final class Canonical {
  private Canonical() {}

  /// A job as an entry of consumed.yaml or queue.yaml, line break included. A command of one line
  /// without parameters takes two lines.
  public static String entry(Job job) {
    var entry = new StringBuilder(lines(QueueEntry.COMMAND, List.of(job.command())));
    job.parameters().forEach((name, value) -> entry.append(lines(name, List.of(value))));
    return entry.toString();
  }

  /// The lines of one key and its values. The key `command` starts an entry.
  static String lines(String name, List<String> values) {
    String lines = indent(Yaml.block(name, values), "  ");
    return name.equals(QueueEntry.COMMAND) ? "- " + lines.substring(2) : lines;
  }

  /// Every line that is not empty, moved to the right.
  static String indent(String text, String by) {
    return text.lines()
        .map(line -> line.isEmpty() ? "\n" : by + line + "\n")
        .collect(Collectors.joining());
  }
}
