package pegasus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A folder with a queue.yaml in it, and what comes to lie beside it.
public record QueueFolder(Path folder) {
  /// Writes the queue.
  public QueueFolder with(String queue) {
    try {
      Files.writeString(queue(), queue);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path queue() {
    return folder.resolve("queue.yaml");
  }

  public Path consumed() {
    return folder.resolve("consumed.yaml");
  }

  public Path journal() {
    return folder.resolve("journal.jsonl");
  }

  public String queueText() {
    return text(queue());
  }

  public String consumedText() {
    return text(consumed());
  }

  public List<String> journalLines() {
    return text(journal()).lines().toList();
  }

  /// The names of all files, in alphabetical order.
  public List<String> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty when there is no such file.
  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
