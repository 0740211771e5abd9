package pegasus.cli;

import java.io.OutputStream;
import java.util.function.IntSupplier;

/// Where one of the console's streams goes, and how lines look there.
///
/// @param stream unbuffered: what is written is out
/// @param color whether prefixes and the like are coloured
record Screen(OutputStream stream, Layout layout, boolean color) {
  /// A file or a pipe.
  static Screen plain(OutputStream stream, boolean color) {
    return new Screen(stream, new PlainLayout(), color);
  }

  /// @param columns how wide it is, asked each time; 0 when unknown
  static Screen terminal(OutputStream stream, boolean color, IntSupplier columns) {
    return new Screen(stream, new TerminalLayout(columns), color);
  }
}
