package pegasus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// The last bytes of a stream, as text: what a [Result] keeps of a command's output. Memory is
/// taken as bytes come, and is never more than the limit and one byte.
///
/// Used by one thread at a time.
final class Tail {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  // One byte more than asked for: it tells whether the cut falls between two lines.
  private final int size;
  private byte[] ring = {}; // grows to `size`; from then on the oldest byte is overwritten first
  private long total;

  /// @param limit how many bytes to keep
  Tail(int limit) {
    size = Math.min(limit, LARGEST_ARRAY - 1) + 1;
  }

  /// Takes `length` bytes from the start of `bytes`.
  void accept(byte[] bytes, int length) {
    grow(length);
    int from = Math.max(0, length - size);
    int at = (int) ((total + from) % ring.length);
    int first = Math.min(length - from, ring.length - at);
    System.arraycopy(bytes, from, ring, at, first);
    System.arraycopy(bytes, from + first, ring, 0, length - from - first);
    total += length;
  }

  /// The text so far; bytes that are not UTF-8 are U+FFFD. When it is not all of the stream, it
  /// starts with a whole line, or with a whole character where that would cost more than half of
  /// it.
  String text() {
    byte[] kept = inOrder();
    int from = total < size ? 0 : cut(kept);
    return new String(kept, from, kept.length - from, UTF_8);
  }

  private void grow(int length) {
    long needed = Math.min(size, total + Math.max(length, 1));
    if (needed > ring.length) {
      ring = Arrays.copyOf(ring, (int) Math.min(size, Math.max(needed, 2L * ring.length)));
    }
  }

  private byte[] inOrder() {
    if (total < size) {
      return Arrays.copyOf(ring, (int) total);
    }
    int oldest = (int) (total % size);
    byte[] kept = new byte[size];
    System.arraycopy(ring, oldest, kept, 0, size - oldest);
    System.arraycopy(ring, 0, kept, size - oldest, oldest);
    return kept;
  }

  /// Where the text starts. The first byte is there to be looked at only.
  private static int cut(byte[] kept) {
    for (int i = 0; i <= kept.length / 2; i++) {
      if (kept[i] == '\n') {
        return i + 1;
      }
    }
    int start = 1;
    while (start < kept.length && start <= Utf8.LONGEST - 1 && Utf8.continues(kept[start])) {
      start++;
    }
    return start;
  }
}
