package pegasus.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// What tells one state of a file from the next without reading it: which file it is, how long,
/// when written.
public record Stamp(Object file, long size, FileTime written) {
  /// The state of a file now.
  ///
  /// @return empty when there is no such file
  public static Optional<Stamp> of(Path path) throws IOException {
    try {
      var now = Files.readAttributes(path, BasicFileAttributes.class);
      Object file = Optional.ofNullable(now.fileKey()).orElse(path);
      return Optional.of(new Stamp(file, now.size(), now.lastModifiedTime()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
