package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// For files and pipes: lines go out as they came, behind the prefix.
///
/// With much output and short lines this is where the time goes. So bytes are looked at and copied
/// in words of eight; a word may bring up to seven bytes too many, over which the next is written.
final class PlainLayout implements Layout {
  @Override
  public ByteBuffer lay(Prefix prefix, boolean color, String text) {
    byte[] before = prefix.bytes(color);
    byte[] lines = text.getBytes(UTF_8);
    int length = lines.length + Words.count(lines, '\n') * before.length;
    byte[] laid = new byte[length + 2 * Words.SIZE];
    byte[] source = Arrays.copyOf(lines, lines.length + Words.SIZE);
    byte[] start = Arrays.copyOf(before, before.length + Words.SIZE);
    int end = 0;
    for (int from = 0; from < lines.length; ) {
      Words.copy(start, 0, laid, end, before.length);
      end += before.length;
      int size = Words.copyThrough('\n', source, from, laid, end);
      from += size;
      end += size;
    }
    return ByteBuffer.wrap(laid, 0, length);
  }
}
