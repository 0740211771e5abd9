package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import pegasus.PegasusException;
import pegasus.store.QueueFile;

/// The queue as it was before an edit. A copy of it lies ready on the disk as long as that lasts:
/// were the disk full afterwards, there would be no room for one.
///
/// @param target the file itself, behind symbolic links
record Original(QueueFile file, Path target, String text) implements AutoCloseable {
  /// @throws pegasus.store.StoreException when there is no room for the copy
  static Original of(QueueFile file) {
    String text = file.read();
    file.keep(text);
    return new Original(file, file.target(), text);
  }

  /// Whether the file holds other bytes now, or is gone.
  boolean changed() {
    return !Arrays.equals(now(), text.getBytes(UTF_8));
  }

  /// Puts the text back.
  ///
  /// @return where what was there instead is now; empty when it was nothing, or could not be kept
  Optional<Path> restore() {
    Optional<Path> edit = keepEdit();
    try {
      QueueFile.putBack(target);
      if (changed()) { // the editor has put a file in the place of a link
        file.replace(text);
      }
      return edit;
    } catch (IOException e) {
      throw new PegasusException(
          "cannot put " + file.path() + " back as it was: " + e.getMessage(), e);
    }
  }

  // The file itself, which needs no space; a copy where a file cannot have two names.
  private Optional<Path> keepEdit() {
    Path path = file.path();
    Path kept = path.resolveSibling(path.getFileName() + ".rejected");
    try {
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      Files.deleteIfExists(kept);
      link(path.toRealPath(), kept);
      return Optional.of(kept);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException e) {
      Files.createFile(to, asFileAttribute(fromString("rw-------")));
      Files.write(to, Files.readAllBytes(from));
    }
  }

  /// The bytes of the file: an editor may leave what is not text, or nothing.
  byte[] now() {
    try {
      return Files.exists(file.path()) ? Files.readAllBytes(file.path()) : new byte[0];
    } catch (IOException e) {
      throw new PegasusException("cannot read " + file.path() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    QueueFile.forget(target);
  }
}
