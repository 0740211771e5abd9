package pegasus;

import java.nio.file.Path;
import java.util.Optional;
import pegasus.store.FileWatch;

/// Watches the queue's file while there is nothing to take from it. As long as there is, each host
/// looks for itself whenever it is free, and to hear of each change that the run itself makes would
/// cost more than to make it.
final class IdleWatch implements AutoCloseable {
  private final Path file;
  private final Runnable changed;
  // Guarded by this.
  private Optional<FileWatch> watch = Optional.empty();
  private boolean closed;

  /// @param changed told when there may be something to take
  IdleWatch(Path file, Runnable changed) {
    this.file = file;
    this.changed = changed;
  }

  /// Somebody found nothing to take.
  void idle() {
    synchronized (this) {
      if (closed || watch.isPresent()) {
        return;
      }
      watch = Optional.of(FileWatch.start(file, changed));
    }
    // Between the look and the watch there was nobody to see a change.
    changed.run();
  }

  /// Somebody found something.
  void busy() {
    if (stop()) {
      // Those that still wait have to see for themselves that they are not watching any more.
      changed.run();
    }
  }

  private synchronized boolean stop() {
    boolean watching = watch.isPresent();
    watch.ifPresent(FileWatch::close);
    watch = Optional.empty();
    return watching;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }
}
