package pegasus.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Collectors;
import pegasus.Job;
import pegasus.spec.Yaml.Style;

/// The one form in which Pegasus itself writes entries: a `command` key, then the parameters, a
/// list under each. What is written reads back as it was, whatever characters it holds.
public final class Canonical {
  // A long name is written in another way.
  private static final int LONG_NAME = 100;
  private static final String BREAKS = "\n\u0085\u2028\u2029";

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
    String lines =
        name.length() < LONG_NAME && Plain.is(name) && values.stream().allMatch(Plain::is)
            ? plainLines(name, values)
            : yamlLines(name, values);
    return name.equals(QueueEntry.COMMAND) ? "- " + lines.substring(2) : lines;
  }

  private static String plainLines(String name, List<String> values) {
    var lines = new StringBuilder("  ").append(name).append(":\n");
    values.forEach(value -> lines.append("    - ").append(value).append('\n'));
    return lines.toString();
  }

  static String yamlLines(String name, List<String> values) {
    var array = new JsonArray();
    values.forEach(array::add);
    var entry = new JsonObject();
    entry.add(name, array);
    return indent(Yaml.write(entry, 2, Canonical::style), "  ");
  }

  /// Every line that is not empty, moved to the right.
  static String indent(String text, String by) {
    return text.lines()
        .map(line -> line.isEmpty() ? "\n" : by + line + "\n")
        .collect(Collectors.joining());
  }

  /// The style that reads best.
  private static Style style(String text) {
    if (text.isEmpty() || text.equals("<<")) {
      return Style.DOUBLE_QUOTED;
    }
    if (text.chars().noneMatch(Canonical::isBreak)) {
      return Style.PLAIN;
    }
    return isBlock(text) ? Style.LITERAL : Style.DOUBLE_QUOTED;
  }

  /// Whether it is lines that look like themselves in a block scalar. Leading blanks would need an
  /// indentation indicator, and empty lines at the end one that swallows the empty lines below the
  /// entry.
  private static boolean isBlock(String text) {
    return text.strip().indexOf('\n') > 0
        && !Character.isWhitespace(text.charAt(0))
        && !text.endsWith("\n\n")
        && text.chars().noneMatch(c -> c != '\n' && isBreak(c));
  }

  private static boolean isBreak(int character) {
    return BREAKS.indexOf(character) >= 0;
  }
}
