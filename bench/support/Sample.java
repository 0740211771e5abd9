package bench.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What one contestant reached in the rounds so far, or why it did not.
final class Sample {
  private final List<Double> values = new ArrayList<>();
  private String trouble = "";

  void add(double value) {
    values.add(value);
  }

  /// A value that does not count.
  void forget(double value) {}

  /// From now on it counts as one that failed.
  void fail(String reason) {
    trouble = reason;
  }

  boolean failed() {
    return !trouble.isEmpty();
  }

  /// Of an even number of values the mean of the middle two.
  double median() {
    double[] sorted = sorted();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// `67 (64-70) 0.29x`: the median, the least and the most, and how the median compares.
  ///
  /// @param pegasus what Pegasus itself reached
  String against(Sample pegasus) {
    if (failed() || values.isEmpty()) {
      return failed() ? trouble : "-";
    }
    String range = values.size() == 1 ? "" : " (" + text(least()) + "-" + text(most()) + ")";
    boolean comparable = pegasus != this && !pegasus.values.isEmpty() && pegasus.median() > 0;
    String ratio = comparable ? " " + text(median() / pegasus.median()) + "x" : "";
    return text(median()) + range + ratio;
  }

  private double least() {
    return sorted()[0];
  }

  private double most() {
    return sorted()[values.size() - 1];
  }

  private double[] sorted() {
    double[] sorted = values.stream().mapToDouble(value -> value).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  /// Three digits that count are as many as such measurements have.
  static String text(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
