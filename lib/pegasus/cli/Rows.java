package pegasus.cli;

/// Breaks lines into the rows of a terminal, and makes harmless what is in them: of all control
/// characters and escape sequences only colours pass; the rest is shown, not obeyed.
final class Rows {
  private static final int TAB = 8;

  private final String prefix;
  private final int room;
  private final StringBuilder rows = new StringBuilder();
  private Style style = Style.NONE;
  private int column; // in the room beside the prefix

  /// @param prefix starts every row; takes no part in `room`
  /// @param room columns for text in each row, 2 or more
  Rows(String prefix, int room) {
    this.prefix = prefix;
    this.room = room;
  }

  /// @param lines whole lines, each ended by `\n`
  String of(String lines) {
    boolean atStart = true;
    for (int i = 0; i < lines.length(); ) {
      if (atStart) {
        rows.append(prefix);
      }
      atStart = lines.charAt(i) == '\n';
      i = add(lines, i);
    }
    return rows.toString();
  }

  /// Adds what is at `i`, and says what is behind it.
  private int add(String text, int i) {
    int character = text.codePointAt(i);
    switch (character) {
      case '\n' -> endLine();
      case '\t' -> tab();
      case Escape.CHARACTER -> {
        return escape(text, i);
      }
      default -> {
        if (Controls.is(character)) {
          show(Controls.visible(character));
        } else {
          put(character, Width.at(text, i));
        }
      }
    }
    return i + Character.charCount(character);
  }

  private int escape(String text, int i) {
    var escape = Escape.at(text, i);
    switch (escape.kind()) {
      case COLOR -> {
        rows.append(escape.text());
        style = style.then(escape.text());
      }
      case ERASE_IN_LINE -> {} // means nothing where no row is written twice
      case OTHER -> show(Controls.visible(Escape.CHARACTER));
    }
    return i + escape.text().length();
  }

  private void put(int character, int width) {
    if (width > room - column) {
      breakRow();
    }
    rows.appendCodePoint(character);
    column += width;
  }

  private void show(String ascii) {
    ascii.chars().forEach(c -> put(c, 1));
  }

  private void tab() {
    int to = Math.min(room, (column / TAB + 1) * TAB);
    rows.repeat(' ', to - column);
    column = to;
  }

  private void breakRow() {
    rows.append(style.end()).append('\n').append(prefix).append(style.start());
    column = 0;
  }

  private void endLine() {
    rows.append(style.end()).append('\n');
    style = Style.NONE;
    column = 0;
  }
}
