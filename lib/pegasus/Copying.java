package pegasus;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import pegasus.session.Connector;
import pegasus.session.FileTree;
import pegasus.session.Session;
import pegasus.session.TreeCopy;

/// Copies a file or a folder to one host, or from it.
final class Copying {
  /// What a copy that is stopped may take to put its things in order.
  private static final int FAREWELL_SECONDS = 2;

  private final Host host;
  private final String from;
  private final String to;
  private final Optional<Duration> timeout;
  private final Direction direction;
  private volatile Optional<TreeCopy> copy = Optional.empty();
  private volatile boolean stopped;

  /// To a host, or from it.
  @FunctionalInterface
  interface Direction {
    TreeCopy over(FileTree remote, BooleanSupplier stopped);
  }

  Copying(Host host, String from, String to, Optional<Duration> timeout, Direction direction) {
    this.host = host;
    this.from = from;
    this.to = to;
    this.timeout = timeout;
    this.direction = direction;
  }

  /// Does it. What goes wrong is in the result.
  Copy run(Connector connector) throws InterruptedException {
    long began = System.nanoTime();
    Optional<String> failure;
    try (Session session = connector.connect(host)) {
      failure = copy(session);
    } catch (PegasusException.Unreachable e) {
      failure = Optional.of(e.getMessage());
    }
    var elapsed = Duration.ofNanos(System.nanoTime() - began);
    long files = copy.map(TreeCopy::files).orElse(0L);
    long bytes = copy.map(TreeCopy::bytes).orElse(0L);
    return new Copy(host, from, to, files, bytes, elapsed, failure);
  }

  /// On a thread of its own: an interrupt would tear the connection.
  ///
  /// @return why not everything arrived
  private Optional<String> copy(Session session) throws InterruptedException {
    var task = new FutureTask<>(() -> attempt(session));
    Thread.ofPlatform().daemon().name("pegasus-copying").start(task);
    try {
      long limit = timeout.map(TimeUnit.NANOSECONDS::convert).orElse(Long.MAX_VALUE);
      return task.get(limit, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      farewell(task);
      return Optional.of("timed out");
    } catch (InterruptedException e) {
      farewell(task);
      throw e;
    } catch (ExecutionException e) {
      return Optional.of("a mistake in Pegasus: " + e.getCause());
    }
  }

  private Optional<String> attempt(Session session) {
    try (FileTree remote = session.files()) {
      TreeCopy begun = direction.over(remote, () -> stopped);
      copy = Optional.of(begun);
      begun.run(from, to);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(reason(e));
    }
  }

  // Java's own messages name the file only.
  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NotDirectoryException file -> file.getFile() + " is a file, where a folder should go";
      case FileAlreadyExistsException file ->
          file.getFile() + " is a file, where a folder should go";
      case NoSuchFileException missing -> missing.getFile() + ": there is no such file or folder";
      default -> String.valueOf(e.getMessage());
    };
  }

  /// Lets it delete the half of a file that is there.
  private void farewell(FutureTask<?> task) {
    stopped = true;
    try {
      task.get(FAREWELL_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It is over anyway.
    }
  }
}
