package pegasus.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Where the top of the queue stands in its file, in bytes.
///
/// @param head where the entry at the top starts
/// @param taken how much of what is above it are taken entries, left there as comments
record Layout(long head, long taken) {
  /// The top stands below this text.
  static Layout below(String above) {
    return new Layout(bytes(above), 0);
  }

  /// Where it is when it comes after `gap`.
  Layout after(String gap) {
    return new Layout(head + bytes(gap), taken);
  }

  /// Where it is when the lines that were at the top are comments.
  Layout commented(String lines) {
    long bytes = bytes(lines);
    return new Layout(head + bytes, taken + bytes);
  }

  /// Where it is when those comments are taken out.
  Layout swept() {
    return new Layout(head - taken, 0);
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
