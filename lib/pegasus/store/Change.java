package pegasus.store;

import java.util.List;

/// A change of the queue, with what is written down about it.
///
/// @param text what the queue is afterwards
/// @param consumed what consumed.yaml gets, whole entries; may be empty
/// @param journal the lines that journal.jsonl gets
/// @param undo the lines that take those back, should the change not come to pass
public record Change(
    String text, String consumed, List<JournalLine> journal, List<JournalLine> undo) {
  public Change {
    journal = List.copyOf(journal);
    undo = List.copyOf(undo);
  }
}
