package pegasus.session;

/// Text as one word of a shell command line, whatever shell reads it.
final class Quote {
  private Quote() {}

  /// Quotes for sh, bash, dash, zsh, fish and csh alike. All of them take everything between single
  /// quotes as it is, except `'` itself, `\` (special to fish), `!` (to csh); these three stand
  /// outside of the quotes, each behind a backslash. csh alone cannot take a newline.
  static String word(String text) {
    var word = new StringBuilder(text.length() + 16);
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean special = c == '\'' || c == '\\' || c == '!';
      if (special == quoted) {
        word.append('\'');
        quoted = !quoted;
      }
      word.append(special ? "\\" : "").append(c);
    }
    if (quoted || word.isEmpty()) {
      word.append(quoted ? "'" : "''");
    }
    return word.toString();
  }
}
