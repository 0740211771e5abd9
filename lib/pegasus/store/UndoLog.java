package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pegasus.store.Change.InPlace;

/// `.queue.yaml.undo`: the change that is being made, and those made in place since the queue's
/// file was written anew. A line that was not written whole is none: nothing was changed after it.
final class UndoLog {
  private final Path path;
  private final AppendFile file;
  // How it was left. Guarded by the queue's lock.
  private Optional<Stamp> left = Optional.empty();

  private UndoLog(Path path, Path target) {
    this.path = path;
    this.file = new AppendFile(path, target);
  }

  /// @param target the queue's file itself
  static UndoLog of(Path target) {
    return new UndoLog(target.resolveSibling("." + target.getFileName() + ".undo"), target);
  }

  /// Whether it holds nothing but what was written here.
  boolean isOurs() throws IOException {
    Optional<Stamp> now = Stamp.of(path);
    return now.isEmpty() || now.get().size() == 0 || isLeft(now.get());
  }

  // Another process may only have left more, or deleted it. When it was written does not matter.
  private boolean isLeft(Stamp now) {
    return left.map(was -> was.file().equals(now.file()) && was.size() == now.size()).orElse(false);
  }

  void append(Undo undo) throws IOException {
    file.append(undo.line());
    left = Stamp.of(path);
  }

  /// The change that was made last, or is being made.
  Optional<Undo> last() throws IOException {
    List<String> lines = lines();
    return lines.isEmpty() ? Optional.empty() : Undo.parse(lines.getLast());
  }

  /// Forgets about the last change. Whoever dies meanwhile leaves some comments in the queue.
  void removeLast() throws IOException {
    List<String> kept = lines();
    delete();
    file.append(kept.stream().limit(kept.size() - 1).collect(Collectors.joining()));
    left = Stamp.of(path);
  }

  /// What was changed in place.
  List<InPlace> inPlace() throws IOException {
    return lines().stream().map(Undo::inPlace).flatMap(Optional::stream).toList();
  }

  /// Whether nothing was changed, or begun.
  boolean isEmpty() throws IOException {
    return lines().isEmpty();
  }

  private List<String> lines() throws IOException {
    try {
      String text = new String(Files.readAllBytes(path), UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(l -> l + "\n").toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /// Nothing is to be taken back any more. When that fails, what is there is not ours any more: it
  /// is settled before the next change, whose undo must not come after this one.
  void clear() throws IOException {
    left = Optional.empty();
    file.clear();
    left = Stamp.of(path);
  }

  void delete() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }
}
