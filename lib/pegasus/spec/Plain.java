package pegasus.spec;

/// Texts that stand in YAML exactly as they are, without quotes and on one line: most commands do.
/// There are more such texts than this knows; the others are left to SnakeYAML, which takes a
/// while.
final class Plain {
  private Plain() {}

  static boolean is(String text) {
    if (text.isEmpty() || !startsPlainly(text.charAt(0)) || text.endsWith(" ")) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isPlain(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsPlainly(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/';
  }

  // A colon before a blank ends a key, and a `#` behind one starts a comment.
  private static boolean isPlain(String text, int i) {
    char c = text.charAt(i);
    return switch (c) {
      case ':' -> i + 1 < text.length() && text.charAt(i + 1) != ' ';
      case '#' -> text.charAt(i - 1) != ' ';
      default -> c >= ' ' && c <= '~';
    };
  }
}
