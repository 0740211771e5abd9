package pegasus;

import java.util.function.Consumer;

/// One stream of one command's output: kept in part for the result, and told to the listener in whole lines.
final class Capture {
  // Guarded by this.
  private final Tail tail;
  private final Lines lines;
  private boolean ended;

  Capture(int bytes, Consumer<String> listener) {
    this.tail = new Tail(bytes);
    this.lines = new Lines(listener);
  }

  /// What comes after the end is dropped: a command's background processes may write on.
  synchronized void accept(byte[] bytes, int length) {
    if (!ended) {
      tail.accept(bytes, length);
      lines.accept(bytes, length);
    }
  }

  /// The last line is complete now.
  synchronized void end() {
    if (!ended) {
      ended = true;
      lines.end();
    }
  }

  synchronized String text() {
    return tail.text();
  }

  /// How much came in all.
  synchronized long bytes() {
    return lines.bytes();
  }
}
