package pegasus.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Shows that a run of Pegasus is alive: a file beside the queue that is locked as long as it is,
/// and deleted at its end. A file that nobody locks belongs to a run that died, or that could not
/// write down how all of its commands ended. The file says where the run's journal is: that may be
/// elsewhere, for a queue that has several names.
public final class RunMark implements AutoCloseable {
  // To open a file of this process's own and close it again would drop its lock: that is how locks
  // of the operating system are. So these are not to be looked into, whichever queue object asks.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  /// A run that died.
  ///
  /// @param journal where it wrote down what it did; empty when the mark does not say so, because
  ///   the run died over writing it, say
  public record Dead(String run, Optional<Path> journal) {}

  private RunMark(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /// Marks a run.
  ///
  /// @param target the queue's file itself, not a link to it
  /// @param run its name, which no other run has
  public static RunMark set(Path target, String run, Path journal) {
    Path file = target.resolveSibling(prefix(target) + run);
    OWN.add(file);
    try {
      Permissions.createPrivate(file);
      Permissions.copy(target, file);
      // Before it is locked: to close it afterwards would drop the lock.
      Files.writeString(file, journal.toAbsolutePath().toString());
      return new RunMark(file, locked(file));
    } catch (IOException e) {
      OWN.remove(file);
      clear(target, run);
      throw new StoreException("mark this run by", file, e);
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      channel.lock();
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// The runs that died. Callers hold the queue's lock.
  public static List<Dead> dead(Path target) {
    String prefix = prefix(target);
    try (Stream<Path> files = Files.list(target.getParent())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .filter(RunMark::isDead)
          .map(file -> dead(file, prefix))
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new StoreException("look for other runs beside", target, e);
    }
  }

  private static Optional<Dead> dead(Path file, String prefix) {
    try {
      String run = file.getFileName().toString().substring(prefix.length());
      return Optional.of(new Dead(run, journal(Files.readString(file))));
    } catch (IOException e) {
      return Optional.empty(); // its run has just come to its end
    }
  }

  private static Optional<Path> journal(String path) {
    try {
      return path.isEmpty() ? Optional.empty() : Optional.of(Path.of(path));
    } catch (InvalidPathException e) {
      return Optional.empty(); // after a power cut there may be anything
    }
  }

  /// Deletes the mark of a run that died.
  public static void clear(Path target, String run) {
    try {
      Files.deleteIfExists(target.resolveSibling(prefix(target) + run));
    } catch (IOException e) {
      throw new StoreException("delete the mark of run " + run + " beside", target, e);
    }
  }

  /// The run is over.
  @Override
  public void close() {
    close(true);
  }

  /// The run is over, but its journal does not say so: it counts as one that died.
  public void abandon() {
    close(false);
  }

  // A mark that cannot be deleted counts as that of a run that died, of which the journal has
  // nothing open. That is no reason to lose what this run has to tell.
  private void close(boolean delete) {
    try (channel) {
      if (delete) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // See above.
    } finally {
      OWN.remove(file);
    }
  }

  private static String prefix(Path target) {
    return "." + target.getFileName() + ".run-";
  }

  private static boolean isDead(Path file) {
    if (OWN.contains(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return Optional.ofNullable(channel.tryLock()).isPresent();
    } catch (IOException e) {
      return false; // it has just ended, or belongs to somebody else
    }
  }
}
