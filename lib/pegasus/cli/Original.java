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

/// The queue as it was before an edit.
record Original(QueueFile file, String text) {
  static Original of(QueueFile file) {
    return new Original(file, file.read());
  }

  /// Whether the file holds other bytes now, or is gone.
  boolean changed() {
    return !Arrays.equals(now(), text.getBytes(UTF_8));
  }

  /// Puts the text back.
  ///
  /// @return where what was there instead is now, unless it was nothing
  Optional<Path> restore() {
    Path path = file.path();
    Path kept = path.resolveSibling(path.getFileName() + ".rejected");
    try {
      boolean there = Files.exists(path);
      if (there) {
        Files.copy(path, kept, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.createFile(path, asFileAttribute(fromString("rw-------")));
      }
      file.replace(text);
      return there ? Optional.of(kept) : Optional.empty();
    } catch (IOException e) {
      throw new PegasusException("cannot put " + path + " back as it was: " + e.getMessage(), e);
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
}
