package pegasus;

/// What one byte of UTF-8 says.
final class Utf8 {
  /// How many bytes a character has at most.
  static final int LONGEST = 4;

  private Utf8() {}

  /// Whether `b` is a later byte of a character, not its first (RFC 3629).
  static boolean continues(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
