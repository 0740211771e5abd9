package pegasus.spec;

import java.util.Optional;
import java.util.PrimitiveIterator;

/// Takes a text out of its quotes, `"..."`, `'...'` or with backticks, and resolves the escapes of
/// C and Rust in it: `\n`, `\x41`, `\101`, `\u00e9`, `\U0001f600`.
final class Unquoted {
  private final PrimitiveIterator.OfInt rest;
  private final StringBuilder text = new StringBuilder();

  private Unquoted(String inner) {
    rest = inner.codePoints().iterator();
  }

  /// The text without its quotes; the text itself if it is not properly quoted.
  static String of(String quoted) {
    if (quoted.length() < 2 || "\"'`".indexOf(quoted.charAt(0)) < 0) {
      return quoted;
    }
    char mark = quoted.charAt(0);
    String inner = quoted.substring(1, quoted.length() - 1);
    boolean closed = quoted.charAt(quoted.length() - 1) == mark;
    return closed ? new Unquoted(inner).resolve(mark).orElse(quoted) : quoted;
  }

  private Optional<String> resolve(char mark) {
    while (rest.hasNext()) {
      int c = rest.nextInt();
      if (c == mark) {
        return Optional.empty();
      }
      int resolved = c == '\\' ? escape() : c;
      if (!Character.isValidCodePoint(resolved)) {
        return Optional.empty();
      }
      text.appendCodePoint(resolved);
    }
    return Optional.of(text.toString());
  }

  /// @return -1 if it is not an escape
  private int escape() {
    int c = rest.hasNext() ? rest.nextInt() : -1;
    return switch (c) {
      case '\\', '"', '\'', '`' -> c;
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '0', '1', '2', '3', '4', '5', '6', '7' -> byteOf(Character.toString(c) + take(2), 8);
      case 'x' -> byteOf(take(2), 16);
      case 'u' -> codePoint(take(4));
      case 'U' -> codePoint(take(8));
      default -> -1;
    };
  }

  private String take(int count) {
    var taken = new StringBuilder();
    for (int i = 0; i < count && rest.hasNext(); i++) {
      taken.appendCodePoint(rest.nextInt());
    }
    return taken.toString();
  }

  private static int byteOf(String digits, int radix) {
    int number = number(digits, radix);
    return number <= 0xff ? number : -1;
  }

  private static int codePoint(String digits) {
    int number = number(digits, 16);
    boolean surrogate = number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE;
    return surrogate ? -1 : number;
  }

  private static int number(String digits, int radix) {
    try {
      return Integer.parseInt(digits, radix);
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
