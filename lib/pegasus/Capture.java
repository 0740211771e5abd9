package pegasus;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import pegasus.store.LogFile;

/// One stream of one command's output: kept in part for the result, in full in a file if that is
/// wanted, and told to the listener in whole lines.
final class Capture {
  // Guarded by this.
  private final Tail tail;
  private final Optional<LogFile> log;
  private final Lines lines;
  private boolean ended;

  Capture(int bytes, Optional<LogFile> log, Consumer<String> listener) {
    this.tail = new Tail(bytes);
    this.log = log;
    this.lines = new Lines(listener);
  }

  /// What comes after the end is dropped: a command's background processes may write on.
  synchronized void accept(byte[] bytes, int length) {
    if (!ended) {
      tail.accept(bytes, length);
      log.ifPresent(file -> file.accept(bytes, length));
      lines.accept(bytes, length);
    }
  }

  /// The last line is complete now.
  synchronized void end() {
    if (!ended) {
      ended = true;
      log.ifPresent(LogFile::end);
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

  /// Where all of it is.
  synchronized Optional<Path> file() {
    return log.flatMap(LogFile::path);
  }
}
