package pegasus.spec;

/// The lines of a YAML text, by offsets into it. A line ends where YAML 1.1 says: behind `\n`,
/// `\r\n`, `\r`, or a line break of Unicode.
record Lines(String text) {
  private static final String BREAKS = "\n\r\u0085\u2028\u2029";

  /// The start of the line that `offset` is on, behind a byte order mark.
  int start(int offset) {
    int start = offset;
    while (start > 0 && !isBreak(start - 1) && text.charAt(start - 1) != '\uFEFF') {
      start--;
    }
    return start;
  }

  /// Behind the line break of the line that `offset` is on.
  int end(int offset) {
    int end = offset;
    while (end < text.length() && !isBreak(end)) {
      end++;
    }
    return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
  }

  /// The start of the first line, from the one that starts at `line` on, that starts with an
  /// entry's dash.
  int dash(int line) {
    int at = line;
    while (at < text.length() && !startsWithDash(at)) {
      at = end(at);
    }
    return at;
  }

  /// Behind the last line of an entry whose text ends before `offset`. Lines of mere blanks below
  /// it are part of it: below a block scalar they are text, and they may come to stand below one.
  int endOfEntry(int offset) {
    int last = offset - 1;
    while (isBlank(last)) {
      last--;
    }
    int end = end(last);
    for (int line = end; line < text.length() && isEmptyLine(line); line = end(line)) {
      if (text.charAt(line) == ' ') {
        end = end(line);
      }
    }
    return end;
  }

  private boolean startsWithDash(int line) {
    int at = line;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    // Three dashes start a document, and more are text.
    return text.startsWith("-", at) && (at + 1 == text.length() || isBlank(at + 1));
  }

  private boolean isEmptyLine(int line) {
    int at = line;
    while (at < text.length() && isBlank(at) && !isBreak(at)) {
      at++;
    }
    return at == text.length() || isBreak(at);
  }

  private boolean isBlank(int at) {
    return text.charAt(at) == ' ' || text.charAt(at) == '\t' || isBreak(at);
  }

  private boolean isBreak(int at) {
    return BREAKS.indexOf(text.charAt(at)) >= 0;
  }
}
