package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/// For terminals: lines that are too wide go on in further rows, each with the prefix, and nothing
/// in them can steer the terminal.
///
/// @param columns how wide the terminal is, asked each time; 0 when unknown: lines are not wrapped
///   then
record TerminalLayout(IntSupplier columns) implements Layout {
  /// With less room than this beside the prefix, wrapping is left to the terminal.
  private static final int NARROWEST = 8;

  @Override
  public ByteBuffer lay(Prefix prefix, boolean color, String text) {
    int room = columns.getAsInt() - prefix.columns();
    var rows = new Rows(prefix.text(color), room < NARROWEST ? Integer.MAX_VALUE : room);
    return ByteBuffer.wrap(rows.of(text).getBytes(UTF_8));
  }
}
