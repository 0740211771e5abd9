package pegasus.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// journal.jsonl: what happens to each run of a job, a [JournalLine] at a time.
public final class Journal {
  private final AppendFile file;

  /// @param model the queue: who may read it may read the journal
  public Journal(Path path, Path model) {
    this.file = new AppendFile(path, model);
  }

  /// @throws StoreException when nothing can be appended; then nothing was
  public void append(List<JournalLine> lines) {
    try {
      file.append(JournalLine.text(lines));
    } catch (IOException e) {
      throw new StoreException("write to", file.path(), e);
    }
  }

  /// All that was written so far.
  public History history() {
    return History.read(file.path());
  }

  AppendFile file() {
    return file;
  }
}
