package pegasus.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pegasus.PegasusException.Malformed;
import pegasus.store.Change.Anew;
import pegasus.store.Change.InPlace;

/// Keeps queue.yaml, consumed.yaml and journal.jsonl in agreement: a change is made in all three,
/// or in none, whenever the process dies.
///
/// How to take everything back is written down first; then the journal and consumed.yaml grow; then
/// the queue's file changes, and that is the moment at which the change has happened. Whoever next
/// holds the lock finds out from what lies about whether it had, and takes back what was written if
/// not.
///
/// The file changes in one of two ways. Either a new one, which was written beside it before all
/// else, takes its place. Or, in a long one, a taken entry becomes a comment [in place][InPlace]:
/// that takes a write of a byte or a few. Such comments are swept out when the file is next written
/// anew.
///
/// Callers hold the queue's lock ([QueueLock]).
public final class Ledger {
  /// So often a sweep gives way to somebody who writes the file at the same time.
  private static final int TRIES = 100;

  private final QueueFile queue;
  private final Path target;
  private final AppendFile consumed;
  private final Journal journal;
  private final Steps steps;
  private final UndoLog log;
  private Optional<QueueBytes> bytes = Optional.empty();
  private boolean recovered;
  // Whether another process has left something in the log.
  private boolean foreign;

  /// Is told before each step that changes a file. Tests die there.
  @FunctionalInterface
  public interface Steps {
    void before(String step);
  }

  /// @param target the queue's file itself, not a link to it
  public Ledger(QueueFile queue, Path target, AppendFile consumed, Journal journal, Steps steps) {
    this.queue = queue;
    this.target = target;
    this.consumed = consumed;
    this.journal = journal;
    this.steps = steps;
    this.log = UndoLog.of(target);
  }

  /// Makes a change. When anything fails, everything is as it was, now or as soon as somebody
  /// [recovers][#settle(QueueFile, Steps)] it.
  ///
  /// @param read the state of the queue's file when it was read
  /// @return the state of the queue's file afterwards, if that is known
  /// @throws StoreException naming the file and the reason
  /// @throws Edited when that would spoil what somebody has written since
  public Optional<Stamp> apply(Change change, Optional<Stamp> read) {
    try {
      return switch (change.edit()) {
        case Anew anew -> anew(anew, change, read);
        case InPlace edit -> inPlace(edit, change, read);
      };
    } catch (IOException e) {
      throw failed(new StoreException("change", queue.path(), e));
    }
  }

  private Optional<Stamp> anew(Anew edit, Change change, Optional<Stamp> read) throws IOException {
    steps.before("write the new queue");
    Optional<Stamp> stamp = QueueFile.prepare(target, edit);
    if (QueueFile.edited(target, read)) {
      QueueFile.discard(target);
      throw new Edited();
    }
    var _ = record(change);
    steps.before("replace the queue");
    if (!QueueFile.commit(target, read)) {
      settle(queue, steps);
      throw new Edited();
    }
    steps.before("forget the undo");
    forget();
    return stamp;
  }

  // The look comes right before the write: whoever saves the file without the lock is to have no
  // time for that in between.
  private Optional<Stamp> inPlace(InPlace edit, Change change, Optional<Stamp> read)
      throws IOException {
    QueueBytes file = bytes.orElseThrow();
    Undo undo = record(change);
    steps.before("make it a comment");
    if (QueueFile.edited(target, read) || !file.holds(edit)) {
      undo.takeBack(target, steps);
      log.removeLast();
      throw new Edited();
    }
    file.write(edit);
    return stamp();
  }

  private Undo record(Change change) throws IOException {
    steps.before("write the undo");
    Undo undo = Undo.of(change, consumed, journal);
    log.append(undo);
    steps.before("append to the journal");
    journal.file().append(undo.lines());
    steps.before("append to consumed.yaml");
    consumed.append(change.consumed());
    return undo;
  }

  // It has happened, and that stays so: whoever recovers next, before the next change, finds that
  // out.
  private void forget() {
    try {
      log.clear();
    } catch (IOException e) {
      // See above.
    }
  }

  private Optional<Stamp> stamp() {
    try {
      return Stamp.of(target);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Whether changes in place can be made now.
  ///
  /// @param known the state of the file when it was read
  public boolean allowsInPlace(Stamp known) {
    try {
      if (bytes.filter(file -> file.is(known)).isEmpty()) {
        bytes.ifPresent(QueueBytes::close);
        bytes = Optional.empty();
        bytes = Optional.of(QueueBytes.open(target));
      }
      return bytes.get().is(known);
    } catch (IOException e) {
      return false; // nobody may write to it, say
    }
  }

  /// Writes the file anew without the comments that taken entries have become.
  ///
  /// @param read the state of the queue's file when it was read
  /// @return the state of the queue's file afterwards
  /// @throws StoreException naming the file and the reason; nothing has changed
  /// @throws Edited when that would take the place of what somebody has added; likewise
  public Optional<Stamp> sweep(Anew swept, Optional<Stamp> read) {
    try {
      steps.before("write the swept queue");
      Optional<Stamp> stamp = QueueFile.prepare(target, swept);
      steps.before("replace the queue");
      if (!QueueFile.commit(target, read)) {
        QueueFile.discard(target);
        throw new Edited();
      }
      steps.before("forget the undo");
      forget();
      return stamp;
    } catch (IOException e) {
      QueueFile.discard(target);
      throw new StoreException("change", queue.path(), e);
    }
  }

  /// Sweeps a file that somebody has edited without the lock: the comments are looked for in it.
  ///
  /// @throws StoreException naming the file and the reason
  public void sweepEdited() {
    try {
      sweep(queue, log.inPlace());
      forget();
    } catch (IOException e) {
      throw new StoreException("change", queue.path(), e);
    }
  }

  /// Closes the files until the next change, and leaves nothing lying about that is not needed.
  public void rest() {
    try {
      bytes.ifPresent(QueueBytes::close);
      bytes = Optional.empty();
      consumed.close();
      journal.file().close();
      if (log.isEmpty()) {
        log.delete();
      }
    } catch (IOException e) {
      // Whoever comes next finds it.
    }
  }

  // A full disk may not have the space for taking back, either.
  private StoreException failed(StoreException e) {
    try {
      settle(queue, steps);
    } catch (StoreException again) {
      e.addSuppressed(again);
    }
    return e;
  }

  /// Takes back what a change that did not come to pass has left behind. To be done by whoever has
  /// got the lock, before anything else. Costs next to nothing when nobody else has changed the
  /// queue.
  public void recover() {
    try {
      foreign = !log.isOurs();
      if (!recovered || foreign) {
        takeBack(target, log, steps);
        recovered = true;
      }
    } catch (IOException e) {
      throw recoveryFailed(queue, e);
    }
  }

  /// Sweeps out the comments that jobs taken by others have become, once this [knows][#recover()]
  /// of them. To be done before the queue is read to be changed.
  public void sweepOthers() {
    if (foreign) {
      settle(queue, steps);
      foreign = false;
    }
  }

  /// Both for a queue of which nothing is known yet: takes back, and sweeps.
  public static void settle(QueueFile queue, Steps steps) {
    Path target = queue.target();
    UndoLog log = UndoLog.of(target);
    try {
      takeBack(target, log, steps);
      sweep(queue, log.inPlace());
      log.delete();
    } catch (IOException e) {
      throw recoveryFailed(queue, e);
    }
  }

  private static void takeBack(Path target, UndoLog log, Steps steps) throws IOException {
    Optional<Undo> last = log.last();
    if (last.isPresent() && !last.get().happened(target)) {
      last.get().takeBack(target, steps);
      steps.before("delete the new queue");
      QueueFile.discard(target);
      log.removeLast();
    }
    QueueFile.discard(target);
  }

  private static void sweep(QueueFile queue, List<InPlace> marks) {
    if (marks.isEmpty()) {
      return;
    }
    try {
      boolean done = false;
      for (int tries = TRIES; !done && tries > 0; tries--) {
        Optional<Stamp> read = queue.stamp();
        String text = queue.read();
        String swept = Marks.sweep(text, marks);
        done = swept.equals(text) || queue.replace(swept, read);
      }
    } catch (Malformed e) {
      // No text any more: whoever reads it next is told so.
    }
  }

  private static StoreException recoveryFailed(QueueFile queue, IOException e) {
    return new StoreException("take back a change of", queue.path(), e);
  }
}
