package pegasus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows of text that print with their columns lined up.
///
/// ```java
/// Table table = new Table(List.of("HOST", "GPU"), List.of(List.of("node-1", "0")));
/// IO.println(table);
/// ```
///
/// @param columns the name of each column
/// @param rows the cells of each row, one for each column, as long as they are
public record Table(List<String> columns, List<List<String>> rows) {
  /// More than this many characters of a cell are not printed.
  private static final int WIDEST = 60;

  private static final String GAP = "  ";

  // Not for a terminal to obey.
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  /// Copies the lists.
  ///
  /// @throws PegasusException.Malformed when a row has not one cell for each column
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new PegasusException.Malformed(
            "a row needs a cell for each of the columns " + columns + "; this one is " + row);
      }
    }
  }

  /// A line with the names of the columns, then one for each row. Line breaks in a name or a cell
  /// are shown as `\n`, other control characters in the same way, and of what is long the start.
  @Override
  public String toString() {
    var lines = new ArrayList<List<String>>();
    lines.add(shown(columns));
    rows.forEach(row -> lines.add(shown(row)));
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toArray();
    return lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n"));
  }

  /// As a cell, whatever the user's language.
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }

  private static List<String> shown(List<String> cells) {
    return cells.stream().map(Table::shown).toList();
  }

  private static String shown(String cell) {
    String line = CONTROL.matcher(cell.strip()).replaceAll(Table::visible);
    return line.length() <= WIDEST ? line : start(line) + "…";
  }

  // No half of a character.
  private static String start(String line) {
    boolean half = Character.isHighSurrogate(line.charAt(WIDEST - 2));
    return line.substring(0, half ? WIDEST - 2 : WIDEST - 1);
  }

  private static String visible(MatchResult control) {
    char c = control.group().charAt(0);
    return Matcher.quoteReplacement(
        switch (c) {
          case '\t' -> " ";
          case '\n' -> "\\n";
          case '\r' -> "\\r";
          default -> String.format("\\x%02x", (int) c);
        });
  }

  private static String line(List<String> cells, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }
}
