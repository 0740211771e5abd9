package pegasus.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/// One of the two streams of the console. Once it cannot be written to, it swallows everything.
final class ConsoleStream {
  private final Screen screen;
  private final Lock lock; // held while a block is written, so that it is not torn
  private final Consumer<IOException> onFailure;
  private boolean failed; // guarded by lock

  /// @param lock the other stream's too, if both end in the same place
  /// @param onFailure called once at most
  ConsoleStream(Screen screen, Lock lock, Consumer<IOException> onFailure) {
    this.screen = screen;
    this.lock = lock;
    this.onFailure = onFailure;
  }

  /// Whether colours show here.
  boolean color() {
    return screen.color();
  }

  /// @param lines whole lines, each ended by `\n`
  void print(Prefix prefix, String lines) {
    ByteBuffer block = screen.layout().lay(prefix, screen.color(), lines);
    try {
      write(block);
    } catch (IOException e) {
      onFailure.accept(e); // without the lock: it may print, or end the program
    }
  }

  private void write(ByteBuffer block) throws IOException {
    lock.lock();
    try {
      if (!failed) {
        failed = true; // unless the next line comes to its end
        screen.stream().write(block.array(), block.arrayOffset(), block.limit());
        failed = false;
      }
    } finally {
      lock.unlock();
    }
  }
}
