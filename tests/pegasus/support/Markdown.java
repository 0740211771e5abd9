package pegasus.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A page of documentation, as far as tests look at it.
public record Markdown(List<String> lines) {
  private static final String FENCE = "```";

  /// What stands between two fences.
  ///
  /// @param line where it begins, counted from 1
  /// @param language what the fence says it is
  public record Block(int line, String language, List<String> lines) {
    public String text() {
      return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
  }

  public static Markdown of(String text) {
    return new Markdown(text.lines().toList());
  }

  /// The fenced blocks, from the top.
  public List<Block> blocks() {
    int[] fences =
        IntStream.range(0, lines.size()).filter(i -> lines.get(i).startsWith(FENCE)).toArray();
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < fences.length; i += 2) {
      int open = fences[i];
      String language = lines.get(open).substring(FENCE.length());
      blocks.add(new Block(open + 1, language, lines.subList(open + 1, fences[i + 1])));
    }
    return blocks;
  }

  /// The rows of a table, as cells, without the heading.
  ///
  /// @param firstColumn what the first column is called
  public List<List<String>> table(String firstColumn) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("| " + firstColumn + " |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
