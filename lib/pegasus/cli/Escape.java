package pegasus.cli;

/// An escape sequence, as far as Pegasus knows such.
///
/// @param text all of it; of a sequence that is not known, the escape character only
record Escape(Kind kind, String text) {
  static final char CHARACTER = '\033';

  /// What is longer is not a colour that anybody means.
  private static final int LONGEST = 64;

  /// What it does.
  enum Kind {
    COLOR,
    ERASE_IN_LINE,
    OTHER
  }

  /// The sequence that starts in `text` at `from`, where an escape character is.
  static Escape at(String text, int from) {
    if (text.startsWith("[", from + 1)) {
      int last = from + 2;
      int limit = Math.min(text.length(), from + LONGEST) - 1;
      while (last < limit && isParameter(text.charAt(last))) {
        last++;
      }
      if (last <= limit) {
        return of(text.substring(from, last + 1));
      }
    }
    return of(text.substring(from, from + 1));
  }

  private static Escape of(String sequence) {
    return switch (sequence.charAt(sequence.length() - 1)) {
      case 'm' -> new Escape(Kind.COLOR, sequence);
      case 'K' -> new Escape(Kind.ERASE_IN_LINE, sequence);
      default -> new Escape(Kind.OTHER, String.valueOf(CHARACTER));
    };
  }

  private static boolean isParameter(char c) {
    return (c >= '0' && c <= '9') || c == ';' || c == ':';
  }
}
