package pegasus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import pegasus.PegasusException.Malformed;
import pegasus.store.AppendFile;
import pegasus.store.Edited;
import pegasus.store.Journal;
import pegasus.store.Ledger;
import pegasus.store.QueueFile;
import pegasus.store.QueueLock;
import pegasus.store.StoreException;

/// The way to what is known of a queue's file: under its lock, and with everything taken back that
/// others have left half done.
final class LockedQueue {
  private static final Duration BRIEFLY = Duration.ofMillis(500);

  /// So often what is to be done gives way to somebody who writes the file without the lock.
  private static final int TRIES = 20;

  private final QueueFile file;
  private final AppendFile consumed;
  private final Journal journal;
  private final Ledger.Steps steps;
  private final long longFrom;
  private final BooleanSupplier running;
  // Written under the lock of the queue: the file behind its name, and what is known of it.
  private volatile Optional<Shelf> shelf = Optional.empty();

  /// A file, and how it is read and written.
  private record Shelf(Path target, QueueLock lock, Ledger ledger, KnownQueue queue) {}

  /// @param longFrom from how many bytes on a queue is a long one
  /// @param running whether files stay open from one deed to the next
  LockedQueue(
      QueueFile file,
      AppendFile consumed,
      Journal journal,
      Ledger.Steps steps,
      long longFrom,
      BooleanSupplier running) {
    this.file = file;
    this.consumed = consumed;
    this.journal = journal;
    this.steps = steps;
    this.longFrom = longFrom;
    this.running = running;
  }

  /// The name of the file itself, behind symbolic links.
  String name() {
    return shelf.map(Shelf::target).orElseGet(file::target).getFileName().toString();
  }

  /// Does something while the queue is locked.
  ///
  /// @param abandon asked now and then while waiting for the lock
  /// @param notice told who holds it, if that takes long
  /// @return empty when waiting for the lock was abandoned
  <T> Optional<T> run(
      BooleanSupplier abandon, Consumer<String> notice, Function<KnownQueue, T> deed) {
    Path target = file.target();
    Consumer<String> waiting =
        who -> notice.accept("waiting for the lock on " + file.path() + ", held by " + who);
    Optional<QueueLock.Held> acquired = lock(target).acquire(abandon, waiting);
    if (acquired.isEmpty()) {
      return Optional.empty();
    }
    try (QueueLock.Held _ = acquired.get()) {
      return Optional.of(with(shelf(target), deed));
    }
  }

  /// Likewise, through a gate.
  ///
  /// @return empty, too, when the gate was shut, or the deed came to nothing
  <T> Optional<T> run(
      BooleanSupplier abandon,
      Consumer<String> notice,
      Gate gate,
      Function<KnownQueue, Optional<T>> deed) {
    return run(abandon, notice, queue -> gate.pass(() -> deed.apply(queue)))
        .flatMap(Function.identity());
  }

  /// Likewise, if that can be soon.
  ///
  /// @return empty when somebody holds the lock for long, and when it failed
  <T> Optional<T> runSoon(BooleanSupplier abandon, Function<KnownQueue, T> deed) {
    long until = System.nanoTime() + BRIEFLY.toNanos();
    try {
      return run(() -> abandon.getAsBoolean() || System.nanoTime() > until, _ -> {}, deed);
    } catch (StoreException | Malformed e) {
      return Optional.empty();
    }
  }

  /// Likewise, for whoever can be interrupted, but not turned away.
  ///
  /// @throws PegasusException when this thread is interrupted while it waits
  <T> T runPatiently(Function<KnownQueue, T> deed) {
    return run(() -> Thread.currentThread().isInterrupted(), _ -> {}, deed)
        .orElseThrow(
            () -> new PegasusException("interrupted while waiting for the lock on " + file.path()));
  }

  private <T> T with(Shelf of, Function<KnownQueue, T> deed) {
    try {
      of.ledger().recover();
      return persistently(deed, of.queue());
    } finally {
      if (!running.getAsBoolean()) {
        of.ledger().rest();
        of.lock().rest();
      }
    }
  }

  // To read the file anew waits until it is quiet.
  private <T> T persistently(Function<KnownQueue, T> deed, KnownQueue queue) {
    for (int tries = 1; ; tries++) {
      try {
        return deed.apply(queue);
      } catch (Edited e) {
        if (tries == TRIES) {
          throw new Malformed(file.path() + ": somebody writes it all the time; use pegasus l");
        }
      }
    }
  }

  private QueueLock lock(Path target) {
    return shelf
        .filter(known -> known.target().equals(target))
        .map(Shelf::lock)
        .orElseGet(() -> new QueueLock(target, "pegasus"));
  }

  // A link may lead elsewhere since.
  private Shelf shelf(Path target) {
    Shelf now = shelf.filter(s -> s.target().equals(target)).orElseGet(() -> newShelf(target));
    shelf = Optional.of(now);
    return now;
  }

  private Shelf newShelf(Path target) {
    file.checkBeside(consumed.path(), journal.path());
    var ledger = new Ledger(file, target, consumed, journal, steps);
    var queue = new KnownQueue(file, ledger, longFrom);
    queue.fit(shelf.map(old -> old.queue().hosts()).orElse(List.of()));
    return new Shelf(target, new QueueLock(target, "pegasus"), ledger, queue);
  }
}
