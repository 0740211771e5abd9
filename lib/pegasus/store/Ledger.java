package pegasus.store;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps queue.yaml, consumed.yaml and journal.jsonl in agreement: a change is made in all three,
/// or in none, whenever the process dies.
///
/// The new queue is written beside the old one; then how to take everything back; then the journal
/// and consumed.yaml grow; then the new queue takes the place of the old one, and that is the
/// moment at which the change has happened. Whoever next holds the lock finds out from what lies
/// about whether it had, and takes back what was written if not.
///
/// Callers hold the queue's lock ([QueueLock]).
public final class Ledger {
  private final QueueFile queue;
  private final AppendFile consumed;
  private final Journal journal;
  private final Steps steps;

  /// Is told before each step that changes a file. Tests die there.
  @FunctionalInterface
  public interface Steps {
    void before(String step);
  }

  /// How to take a change back. The files are named because the next process may know the queue
  /// under another name.
  private record Undo(
      String consumed, long length, String entry, String journal, String lines, String undoing) {}

  public Ledger(QueueFile queue, AppendFile consumed, Journal journal, Steps steps) {
    this.queue = queue;
    this.consumed = consumed;
    this.journal = journal;
    this.steps = steps;
  }

  /// Makes a change. When anything fails, everything is as it was, now or as soon as somebody
  /// [recovers][#recover(QueueFile, Steps)] it.
  ///
  /// @return the state of the queue's file afterwards
  /// @throws StoreException naming the file and the reason
  public Optional<Stamp> apply(Change change) {
    Path target = queue.target();
    try {
      steps.before("write the new queue");
      Optional<Stamp> stamp = queue.prepare(target, change.text());
      steps.before("write the undo");
      prepareUndo(target, change);
      steps.before("append to the journal");
      journal.file().append(JournalLine.text(change.journal()));
      steps.before("append to consumed.yaml");
      consumed.append(change.consumed());
      steps.before("replace the queue");
      QueueFile.commit(target);
      steps.before("delete the undo");
      deleteUndo(target);
      return stamp;
    } catch (IOException e) {
      throw failed(new StoreException("change", queue.path(), e));
    }
  }

  // It has happened, and that stays so: whoever recovers next deletes it.
  private static void deleteUndo(Path target) {
    try {
      Files.delete(undoFile(target));
    } catch (IOException e) {
      // See above.
    }
  }

  // A full disk may not have the space for taking back, either.
  private StoreException failed(StoreException e) {
    try {
      recover();
    } catch (StoreException again) {
      e.addSuppressed(again);
    }
    return e;
  }

  /// Like [#recover(QueueFile, Steps)], for this queue.
  public void recover() {
    recover(queue, steps);
  }

  /// Takes back what a change that did not come to pass has left behind. To be done by whoever has
  /// got the lock, before anything else.
  public static void recover(QueueFile queue, Steps steps) {
    Path target = queue.target();
    try {
      Path file = undoFile(target);
      boolean begun = Files.exists(file);
      if (begun && QueueFile.prepared(target)) {
        takeBack(Files.readString(file), target, steps);
      }
      QueueFile.discard(target);
      if (begun) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StoreException("take back a change of", queue.path(), e);
    }
  }

  private static void takeBack(String json, Path model, Steps steps) throws IOException {
    Optional<Undo> read = undo(json);
    if (read.isPresent()) {
      Undo undo = read.get();
      steps.before("append the undo to the journal");
      var journal = new Journal(Path.of(undo.journal()), model);
      if (journal.has(undo.lines())) {
        journal.file().append(undo.undoing());
      }
      steps.before("cut consumed.yaml");
      new AppendFile(Path.of(undo.consumed()), model).takeBack(undo.length(), undo.entry());
      steps.before("delete the new queue");
    }
  }

  // A part of one was written by a process that came no further: the other files are as they were.
  private static Optional<Undo> undo(String json) {
    try {
      return Optional.ofNullable(new Gson().fromJson(json, Undo.class));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  private void prepareUndo(Path target, Change change) throws IOException {
    var undo =
        new Undo(
            consumed.path().toString(),
            consumed.length(),
            change.consumed(),
            journal.file().path().toString(),
            JournalLine.text(change.journal()),
            JournalLine.text(change.undo()));
    Path file = undoFile(target);
    Files.deleteIfExists(file);
    Permissions.createBeside(file, target);
    Files.write(file, new Gson().toJson(undo).getBytes(StandardCharsets.UTF_8));
  }

  private static Path undoFile(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".undo");
  }
}
