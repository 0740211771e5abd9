package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

/// For files and pipes: lines go out as they came, behind the prefix.
final class PlainLayout implements Layout {
  @Override
  public byte[] lay(Prefix prefix, boolean color, String text) {
    byte[] before = prefix.bytes(color);
    byte[] lines = text.getBytes(UTF_8);
    byte[] laid = new byte[lines.length + count(lines) * before.length];
    int end = 0;
    boolean atStart = true;
    for (byte b : lines) {
      if (atStart) {
        System.arraycopy(before, 0, laid, end, before.length);
        end += before.length;
      }
      laid[end++] = b;
      atStart = b == '\n';
    }
    return laid;
  }

  private static int count(byte[] lines) {
    int count = 0;
    for (byte b : lines) {
      count += b == '\n' ? 1 : 0;
    }
    return count;
  }
}
