package pegasus.store;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Keeps queue.yaml, consumed.yaml and journal.jsonl in agreement: a change is made in all three, or
/// in none, whenever the process dies.
///
/// The new queue is written beside the old one; then how to take everything back; then the journal and
/// consumed.yaml grow; then the new queue takes the place of the old one, and that is the moment at
/// which the change has happened. Whoever next holds the lock finds out from what lies about
/// whether it had, and takes back what was written if not.
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
  private record Undo(String consumed, long length, String journal, List<String> lines) {}

  public Ledger(QueueFile queue, AppendFile consumed, Journal journal, Steps steps) {
    this.queue = queue;
    this.consumed = consumed;
    this.journal = journal;
    this.steps = steps;
  }

  /// Makes a change. When anything fails, everything is as it was.
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
      Files.delete(undoFile(target));
      return stamp;
    } catch (IOException e) {
      recover();
      throw new StoreException("change", queue.path(), e);
    }
  }

  /// Takes back what a change that did not come to pass has left behind.
  public void recover() {
    Path target = queue.target();
    try {
      Path file = undoFile(target);
      if (Files.exists(file)) {
        if (QueueFile.prepared(target)) {
          takeBack(Files.readString(file));
        }
        QueueFile.discard(target);
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StoreException("take back a change of", queue.path(), e);
    }
  }

  // An empty one was written by a process that died before it could go on to the other files.
  private void takeBack(String json) throws IOException {
    if (json.isEmpty()) {
      return;
    }
    Undo undo = new Gson().fromJson(json, Undo.class);
    steps.before("append the undo to the journal");
    new AppendFile(Path.of(undo.journal()), queue.path()).append(String.join("", undo.lines()));
    steps.before("cut consumed.yaml");
    new AppendFile(Path.of(undo.consumed()), queue.path()).cut(undo.length());
    steps.before("delete the new queue");
  }

  private void prepareUndo(Path target, Change change) throws IOException {
    var undo =
        new Undo(
            consumed.path().toString(),
            consumed.length(),
            journal.file().path().toString(),
            change.undo().stream().map(JournalLine::text).toList());
    Path file = undoFile(target);
    Files.deleteIfExists(file);
    Permissions.createBeside(file, target);
    Files.write(file, new Gson().toJson(undo).getBytes(StandardCharsets.UTF_8));
  }

  private static Path undoFile(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".undo");
  }
}
