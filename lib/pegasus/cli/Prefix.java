package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

/// What stands before every line: `[node-1] `.
final class Prefix {
  private final int columns;
  private final String plain;
  private final String colored;

  /// @param label may hold anything: it cannot break the line or steer a terminal
  Prefix(String label, Color color) {
    String shown = "[" + Controls.visible(label) + "]";
    columns = Width.of(shown) + 1;
    plain = shown + " ";
    colored = color.paint(shown) + " ";
  }

  /// How much of a terminal's row it takes.
  int columns() {
    return columns;
  }

  String text(boolean color) {
    return color ? colored : plain;
  }

  byte[] bytes(boolean color) {
    return text(color).getBytes(UTF_8);
  }
}
