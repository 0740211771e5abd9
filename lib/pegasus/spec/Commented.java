package pegasus.spec;

import java.util.Optional;

/// The lines of an entry, turned into comments without moving a byte: the entry's dash becomes a
/// `#`, and so does the first blank of each further line. Of an entry on one line that is a single
/// byte, so that whoever reads the file meanwhile sees the entry or the comment, and never a
/// mixture.
final class Commented {
  private static final String ODD_BREAKS = "\u0085\u2028\u2029";

  private final StringBuilder text;

  private Commented(String lines) {
    this.text = new StringBuilder(lines);
  }

  /// @return empty when a further line starts with something else, as the lines of a text in quotes
  ///   may; or for line breaks that few but YAML know
  static Optional<String> of(String lines) {
    if (lines.chars().anyMatch(c -> ODD_BREAKS.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    var commented = new Commented(lines);
    int dash = lines.indexOf('-');
    commented.text.setCharAt(dash, '#');
    boolean all = true;
    for (int at = commented.nextLine(dash); all && at < lines.length(); ) {
      all = commented.comment(at);
      at = commented.nextLine(at);
    }
    return all ? Optional.of(commented.text.toString()) : Optional.empty();
  }

  private boolean comment(int line) {
    int at = line;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    boolean said = at == text.length() || "#\r\n".indexOf(text.charAt(at)) >= 0;
    if (!said && at > line) {
      text.setCharAt(line, '#');
    }
    return said || at > line;
  }

  private int nextLine(int from) {
    int at = from;
    while (at < text.length() && "\r\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return Math.min(at + 1, text.length());
  }
}
