package pegasus.cli;

/// The colours that are on at some place of a line.
///
/// @param start the sequences that turn them on again in a new row
record Style(String start) {
  static final Style NONE = new Style("");

  /// A line may change its colours without end; what is repeated in each row stays short.
  private static final int LONGEST = 128;

  /// The style after one more sequence.
  Style then(String sequence) {
    if (resets(sequence)) {
      return sequence.contains(";") ? new Style(sequence) : NONE;
    }
    String all = start + sequence;
    while (all.length() > LONGEST) {
      all = all.substring(all.indexOf('m') + 1); // the oldest goes first
    }
    return new Style(all);
  }

  /// What ends the colours, if any are on.
  String end() {
    return start.isEmpty() ? "" : Color.RESET;
  }

  /// `ESC[m`, `ESC[0m`, `ESC[0;1m`: all that was on goes off first.
  private static boolean resets(String sequence) {
    int end = "\033[".length();
    while (sequence.charAt(end) == '0') {
      end++;
    }
    return sequence.charAt(end) == ';' || sequence.charAt(end) == 'm';
  }
}
