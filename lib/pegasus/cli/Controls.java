package pegasus.cli;

import java.util.stream.Collectors;

/// Control characters, as people read them.
final class Controls {
  private Controls() {}

  /// Whether a terminal may obey the character instead of showing it: C0, delete and C1 (ECMA-48).
  static boolean is(int character) {
    return Character.isISOControl(character);
  }

  /// `^[` for escape, `^G` for bell, `^?` for delete; a C1 character as the pair with escape that
  /// means the same.
  static String visible(int control) {
    return control < 0x80 ? "^" + (char) (control ^ 0x40) : "^[" + (char) (control - 0x40);
  }

  /// The lines of `text`, with each control character in them made visible.
  static String visibleLines(String text) {
    return text.lines().map(Controls::visible).collect(Collectors.joining("\n"));
  }

  /// `text` with each control character in it made visible.
  static String visible(String text) {
    if (text.chars().noneMatch(Controls::is)) {
      return text;
    }
    var shown = new StringBuilder();
    text.chars().forEach(c -> shown.append(is(c) ? visible(c) : Character.toString(c)));
    return shown.toString();
  }
}
