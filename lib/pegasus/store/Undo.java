package pegasus.store;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pegasus.store.Change.InPlace;

/// How to take a change back, written down before it is made: a line of `.queue.yaml.undo`. The
/// files are named because the next process may know the queue under another name.
///
/// @param inPlace what was changed in the queue's file; nothing when a new one took its place. It
///   comes first in the line: of all but the last line nothing else matters
/// @param consumed consumed.yaml
/// @param length how long that was
/// @param entry what it got
/// @param journal the journal
/// @param lines what it got
/// @param undoing the lines that take those back
record Undo(
    List<InPlace> inPlace,
    String consumed,
    long length,
    String entry,
    String journal,
    String lines,
    String undoing) {
  private static final Gson GSON = new Gson();

  static Undo of(Change change, AppendFile consumed, Journal journal) throws IOException {
    return new Undo(
        change.edit() instanceof InPlace edit ? List.of(edit) : List.of(),
        consumed.path().toString(),
        consumed.length(),
        change.consumed(),
        journal.path().toString(),
        JournalLine.text(change.journal()),
        JournalLine.text(change.undo()));
  }

  /// @return empty for a part of a line: whoever wrote it came no further, and changed nothing
  static Optional<Undo> parse(String json) {
    try {
      return Optional.ofNullable(GSON.fromJson(json, Undo.class));
    } catch (JsonParseException e) {
      return Optional.empty();
    }
  }

  /// What a line says was changed in the queue's file. Of hundreds of lines this is quick, as
  /// whoever waits for the editor to open will like.
  static Optional<InPlace> inPlace(String json) {
    try (var reader = new JsonReader(new StringReader(json))) {
      reader.beginObject();
      var _ = reader.nextName();
      reader.beginArray();
      return reader.hasNext()
          ? Optional.of(GSON.<InPlace>fromJson(reader, InPlace.class))
          : Optional.empty();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /// The line, line break included.
  String line() {
    return GSON.toJson(this) + "\n";
  }

  /// Whether the change was made, whole or in part; what is left of a part is taken back.
  boolean happened(Path target) throws IOException {
    if (inPlace.isEmpty()) {
      return !QueueFile.prepared(target);
    }
    try (var bytes = QueueBytes.open(target)) {
      return !bytes.takeBack(inPlace.getFirst());
    }
  }

  /// Takes back what the files beside the queue got.
  void takeBack(Path model, Ledger.Steps steps) throws IOException {
    steps.before("append the undo to the journal");
    var written = new Journal(Path.of(journal), model);
    if (written.has(lines)) {
      written.file().append(undoing);
    }
    steps.before("cut consumed.yaml");
    new AppendFile(Path.of(consumed), model).takeBack(length, entry);
  }
}
