package pegasus.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// journal.jsonl: what happens to each run of a job, a [JournalLine] at a time.
public final class Journal {
  private static final String NAME = "journal.jsonl";

  private final AppendFile file;

  /// That of a queue, in the same folder.
  public static Journal beside(Path queue) {
    return new Journal(queue.resolveSibling(NAME), queue);
  }

  /// @param model the queue: who may read it may read the journal
  public Journal(Path path, Path model) {
    this.file = new AppendFile(path, model);
  }

  /// @throws StoreException when they cannot be appended
  public void append(List<JournalLine> lines) {
    try {
      file.append(JournalLine.text(lines));
    } catch (IOException e) {
      throw new StoreException("write to", file.path(), e);
    }
  }

  /// Whether these lines were written, as they are.
  boolean has(String lines) throws IOException {
    return Files.exists(path())
        && new String(Files.readAllBytes(path()), StandardCharsets.UTF_8).contains(lines);
  }

  /// All that was written so far.
  public History history() {
    return History.read(file.path());
  }

  public Path path() {
    return file.path();
  }

  AppendFile file() {
    return file;
  }
}
