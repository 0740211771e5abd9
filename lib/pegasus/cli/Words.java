package pegasus.cli;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes, eight at a time.
final class Words {
  /// In bytes.
  static final int SIZE = 8;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7F * ONES;

  private Words() {}

  /// How often `what` is among the bytes.
  static int count(byte[] bytes, char what) {
    int count = 0;
    int i = 0;
    for (; i <= bytes.length - SIZE; i += SIZE) {
      count += Long.bitCount(equal(get(bytes, i), what));
    }
    for (; i < bytes.length; i++) {
      count += bytes[i] == what ? 1 : 0;
    }
    return count;
  }

  /// Copies `length` bytes, and up to seven more: there must be so many in both arrays.
  static void copy(byte[] from, int start, byte[] to, int at, int length) {
    for (int i = 0; i < length; i += SIZE) {
      put(to, at + i, get(from, start + i));
    }
  }

  /// Copies up to the next `last`, which must come, and with it; and up to seven bytes more.
  ///
  /// @return how many bytes without those
  static int copyThrough(char last, byte[] from, int start, byte[] to, int at) {
    for (int i = 0; ; i += SIZE) {
      long word = get(from, start + i);
      put(to, at + i, word);
      long found = equal(word, last);
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE + 1;
      }
    }
  }

  /// The highest bit of each byte of a word tells whether that byte is `what`.
  private static long equal(long word, char what) {
    long zeroWhereEqual = word ^ (what * ONES);
    return ~(((zeroWhereEqual & LOW_BITS) + LOW_BITS) | zeroWhereEqual | LOW_BITS);
  }

  private static long get(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }

  private static void put(byte[] bytes, int at, long word) {
    WORD.set(bytes, at, word);
  }
}
