package pegasus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts the bytes of one stream into text of whole lines, each ended by `\n`, whatever ended it
/// before: `\n`, `\r\n`, `\r`, or the end of the stream. Lines that arrive together leave together.
/// Only the unfinished line is kept, and a line longer than [#LONGEST] leaves in pieces, so memory
/// is bounded whatever a command prints.
///
/// Used by one thread at a time.
final class Lines {
  /// In bytes. A piece has up to three more where a character would be cut.
  static final int LONGEST = 1 << 20;

  /// A buffer that one long line has made larger than this is not kept.
  private static final int USUAL = 1 << 16;

  private final Consumer<String> to;
  private byte[] held = {};
  private int end; // of what is held
  private int lineStart; // in what is held; behind the last line that is whole
  private boolean afterReturn; // a `\n` that comes now belongs to the `\r` before it
  private long bytes;

  /// @param to gets one or more whole lines, each ended by `\n`
  Lines(Consumer<String> to) {
    this.to = to;
  }

  /// Takes `length` bytes from the start of `bytes`, and hands on the lines that they complete.
  void accept(byte[] bytes, int length) {
    if (length == 0) {
      return;
    }
    this.bytes += length;
    reserve(length);
    int from = afterReturn && bytes[0] == '\n' ? 1 : 0;
    if (end + length <= LONGEST && !returns(bytes, from, length)) {
      appendLines(bytes, from, length);
    } else {
      appendEachLine(bytes, from, length);
    }
    afterReturn = bytes[length - 1] == '\r';
    handOn();
  }

  /// The stream has ended: hands on the last line if nothing ended it.
  void end() {
    if (end > 0) {
      reserve(0);
      endLine();
      handOn();
    }
  }

  /// How many bytes came in.
  long bytes() {
    return bytes;
  }

  /// Whether a `\r` is among the bytes. The JDK looks for a character of a text many at a time.
  private static boolean returns(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, ISO_8859_1).indexOf('\r') >= 0;
  }

  /// The quick way for the common case: no line is too long, and all end in `\n`.
  private void appendLines(byte[] bytes, int from, int to) {
    int rest = to;
    while (rest > from && bytes[rest - 1] != '\n') {
      rest--;
    }
    if (rest > from) {
      lineStart = end + rest - from;
    }
    copy(bytes, from, to);
  }

  private void appendEachLine(byte[] bytes, int start, int length) {
    int from = start;
    while (from < length) {
      int to = lineEnd(bytes, from, length);
      append(bytes, from, to);
      if (to < length) {
        endLine();
      }
      from = nextLine(bytes, to, length);
    }
  }

  private static int lineEnd(byte[] bytes, int from, int length) {
    int i = from;
    while (i < length && bytes[i] != '\n' && bytes[i] != '\r') {
      i++;
    }
    return i;
  }

  private static int nextLine(byte[] bytes, int lineEnd, int length) {
    int next = lineEnd + 1;
    return next < length && bytes[lineEnd] == '\r' && bytes[next] == '\n' ? next + 1 : next;
  }

  /// Adds a run of bytes that ends no line, and cuts it where the line gets too long.
  private void append(byte[] bytes, int start, int to) {
    int from = start;
    for (int cut = cut(bytes, from, to); cut < to; cut = cut(bytes, from, to)) {
      copy(bytes, from, cut);
      endLine();
      from = cut;
    }
    copy(bytes, from, to);
  }

  private int cut(byte[] bytes, int from, int to) {
    int room = LONGEST - (end - lineStart);
    int cut = from + Math.max(room, 0);
    while (cut < to && cut - from < room + Utf8.LONGEST - 1 && Utf8.continues(bytes[cut])) {
      cut++;
    }
    return Math.min(cut, to);
  }

  private void copy(byte[] bytes, int from, int to) {
    System.arraycopy(bytes, from, held, end, to - from);
    end += to - from;
  }

  private void endLine() {
    held[end++] = '\n';
    lineStart = end;
  }

  private void handOn() {
    if (lineStart == 0) {
      return;
    }
    var text = new String(held, 0, lineStart, UTF_8);
    int rest = end - lineStart;
    byte[] next = held.length > USUAL && rest <= USUAL ? new byte[USUAL] : held;
    System.arraycopy(held, lineStart, next, 0, rest);
    held = next;
    end = rest;
    lineStart = 0;
    to.accept(text);
  }

  /// Makes room for `length` bytes and the ends of the lines that are cut among them.
  private void reserve(int length) {
    int needed = end + length + length / LONGEST + 2;
    if (needed > held.length) {
      held = Arrays.copyOf(held, Math.max(needed, Math.min(2 * held.length, 2 * LONGEST)));
    }
  }
}
