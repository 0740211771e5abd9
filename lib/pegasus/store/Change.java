package pegasus.store;

import java.util.List;

/// A change of the queue, with what is written down about it.
///
/// @param edit what becomes of the queue's file
/// @param consumed what consumed.yaml gets, whole entries; may be empty
/// @param journal the lines that journal.jsonl gets
/// @param undo the lines that take those back, should the change not come to pass
public record Change(
    Edit edit, String consumed, List<JournalLine> journal, List<JournalLine> undo) {
  public Change {
    journal = List.copyOf(journal);
    undo = List.copyOf(undo);
  }

  /// What becomes of a file.
  public sealed interface Edit permits Anew, InPlace {}

  /// A new file takes its place, that starts with `top` and goes on as the old one does from byte
  /// `from` on.
  public record Anew(String top, long from) implements Edit {
    /// A file that holds this text, and nothing of the old one.
    public static Anew of(String text) {
      return new Anew(text, Long.MAX_VALUE);
    }

    /// Whether nothing of the old file is in it.
    public boolean isWhole() {
      return from == Long.MAX_VALUE;
    }
  }

  /// The lines `before`, at byte `at`, become `after`, which are just as long.
  public record InPlace(long at, String before, String after) implements Edit {}
}
