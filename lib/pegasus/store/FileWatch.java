package pegasus.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Tells when a file changes: at once where the system reports changes, and within a second where
/// it does not (network file systems, a system that has no watch left to give).
public final class FileWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Path file;
  private final Optional<WatchService> service;
  private final long pollMillis;
  private final Runnable changed;
  private final Thread thread;
  // Used by the watching thread only, once it runs.
  private Optional<Stamp> seen;

  private FileWatch(Path file, Optional<WatchService> service, Duration poll, Runnable changed) {
    this.file = file;
    this.service = service;
    this.pollMillis = poll.toMillis();
    this.changed = changed;
    this.seen = now(Optional.empty());
    this.thread = Thread.ofPlatform().daemon().name("watch " + file).unstarted(this::run);
  }

  /// Starts watching.
  ///
  /// @param changed called on a thread of this watch
  public static FileWatch start(Path file, Runnable changed) {
    return start(file, service(file), POLL, changed);
  }

  /// @param poll how often to look, whatever the system reports
  static FileWatch start(
      Path file, Optional<WatchService> service, Duration poll, Runnable changed) {
    var watch = new FileWatch(file, service, poll, changed);
    watch.thread.start();
    return watch;
  }

  /// What reports changes, where the system has that.
  static Optional<WatchService> service(Path file) {
    try {
      Path folder = file.toRealPath().getParent();
      WatchService service = folder.getFileSystem().newWatchService();
      try {
        folder.register(
            service,
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);
        return Optional.of(service);
      } catch (IOException e) {
        service.close();
        throw e;
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        pause();
      }
    } catch (InterruptedException e) {
      // Nobody listens any more.
    } finally {
      service.ifPresent(FileWatch::close);
    }
  }

  private void pause() throws InterruptedException {
    if (service.isEmpty()) {
      Thread.sleep(pollMillis);
      look();
      return;
    }
    Optional<WatchKey> key =
        Optional.ofNullable(service.get().poll(pollMillis, TimeUnit.MILLISECONDS));
    key.ifPresent(WatchKey::pollEvents);
    look();
    key.ifPresent(WatchKey::reset);
  }

  private void look() {
    Optional<Stamp> now = now(seen);
    if (!now.equals(seen)) {
      seen = now;
      changed.run();
    }
  }

  /// @param otherwise what to believe when it cannot be read at the moment: it is looked at again
  ///   soon
  private Optional<Stamp> now(Optional<Stamp> otherwise) {
    try {
      return Stamp.of(file);
    } catch (IOException e) {
      return otherwise;
    }
  }

  /// Stops watching. A call of `changed` may still be under way.
  @Override
  public void close() {
    thread.interrupt();
  }

  private static void close(WatchService service) {
    try {
      service.close();
    } catch (IOException e) {
      // There is nothing more to be had from it.
    }
  }
}
