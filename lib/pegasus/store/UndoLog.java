package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  List<Undo> read() throws IOException {
    try {
      return new String(Files.readAllBytes(path), UTF_8)
          .lines()
          .map(Undo::parse)
          .flatMap(Optional::stream)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /// Forgets all but these. Whoever dies meanwhile leaves a part of them: then some comments stay.
  void replace(List<Undo> kept) throws IOException {
    delete();
    for (Undo undo : kept) {
      append(undo);
    }
  }

  /// Nothing is to be taken back any more.
  void clear() throws IOException {
    file.clear();
    left = Stamp.of(path);
  }

  void delete() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }
}
