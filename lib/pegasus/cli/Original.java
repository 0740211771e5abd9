package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import pegasus.PegasusException;
import pegasus.store.QueueFile;

/// The queue as it was before an edit. A copy of it lies ready on the disk as long as that lasts:
/// were the disk full afterwards, there would be no room for one.
///
/// @param target the file itself, behind symbolic links
/// @param link where the file's name leads, if it is a symbolic link
/// @param copy none in a folder that nobody may write to
record Original(QueueFile file, Path target, Optional<Path> link, Optional<Path> copy, String text)
    implements AutoCloseable {
  /// @throws pegasus.store.StoreException when there is no room for the copy
  static Original of(QueueFile file) {
    Path path = file.path();
    Path target = file.target();
    String text = file.read();
    try {
      Optional<Path> link =
          Files.isSymbolicLink(path) ? Optional.of(Files.readSymbolicLink(path)) : Optional.empty();
      boolean writable = Files.isWritable(target.getParent());
      Optional<Path> copy = writable ? Optional.of(file.keep(text)) : Optional.empty();
      return new Original(file, target, link, copy, text);
    } catch (IOException e) {
      throw new PegasusException("cannot read " + path + ": " + e.getMessage(), e);
    }
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
      if (copy.filter(Files::exists).isPresent()) {
        Files.move(copy.get(), target, StandardCopyOption.ATOMIC_MOVE);
      }
      if (link.isPresent() && !exists()) {
        Files.createSymbolicLink(file.path(), link.get());
      }
      if (changed()) {
        write();
      }
      return edit;
    } catch (IOException e) {
      throw new PegasusException(
          "cannot put " + file.path() + " back as it was: " + e.getMessage(), e);
    }
  }

  // The editor has put a file in the place of a link, say, or deleted the copy.
  private void write() throws IOException {
    if (!exists()) {
      Files.createFile(file.path(), asFileAttribute(fromString("rw-------")));
    }
    if (copy.isPresent()) {
      file.replace(text);
    } else {
      Files.writeString(file.path(), text);
    }
  }

  private boolean exists() {
    return Files.exists(file.path());
  }

  // The file itself, which needs no space; a copy where a file cannot have two names.
  private Optional<Path> keepEdit() {
    Path path = file.path();
    Path kept = path.resolveSibling(path.getFileName() + ".rejected");
    try {
      if (!exists()) {
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
      return exists() ? Files.readAllBytes(file.path()) : new byte[0];
    } catch (IOException e) {
      throw new PegasusException("cannot read " + file.path() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      if (copy.isPresent()) {
        Files.deleteIfExists(copy.get());
      }
    } catch (IOException e) {
      // It is as it was, and the next edit writes another one.
    }
  }
}
