package bench.support;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table that reads well on a terminal and in Markdown.
///
/// @param heading of each column
public record Table(List<String> heading, List<List<String>> rows) {
  public Table {
    heading = List.copyOf(heading);
    rows = List.copyOf(rows);
  }

  @Override
  public String toString() {
    String rule =
        IntStream.range(0, heading.size())
            .mapToObj(column -> "-".repeat(width(column)))
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    return line(heading) + rule + rows.stream().map(this::line).collect(Collectors.joining());
  }

  private String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> padded(cells.get(column), width(column)))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private int width(int column) {
    return Math.max(
        heading.get(column).length(),
        rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
