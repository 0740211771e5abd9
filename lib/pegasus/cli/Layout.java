package pegasus.cli;

import java.nio.ByteBuffer;

/// How lines look on a stream.
@FunctionalInterface
interface Layout {
  /// Lays out some lines.
  ///
  /// @param text whole lines, each ended by `\n`
  /// @return what to write: each line with the prefix before it, in UTF-8
  ByteBuffer lay(Prefix prefix, boolean color, String text);
}
