package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A file that only grows: consumed.yaml, journal.jsonl. Each text goes out in one write, so that
/// it is there as a whole or not at all.
public final class AppendFile {
  private final Path path;
  private final Path model;

  /// @param model the file whose readers may read this one: the queue
  public AppendFile(Path path, Path model) {
    this.path = path.toAbsolutePath();
    this.model = model;
  }

  public Path path() {
    return path;
  }

  /// How long it is, in bytes; 0 when it is not there.
  synchronized long length() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /// Appends whole lines. Fails without leaving a part of them, unless another process appended
  /// something at the same time: then a part of a line may stay, and the next line begins anew.
  ///
  /// @throws IOException naming the reason; nothing was appended
  synchronized void append(String lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    if (!Files.exists(path)) {
      create();
    }
    long before = Files.size(path);
    byte[] bytes = (endsInLine(before) ? lines : "\n" + lines).getBytes(UTF_8);
    try (var out = new FileOutputStream(path.toFile(), true)) {
      write(out, bytes, before);
    }
  }

  private void write(FileOutputStream out, byte[] bytes, long before) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      takeBack(before, bytes);
      throw new FileSystemException(path.toString(), null, e.getMessage());
    }
  }

  private void create() throws IOException {
    try {
      Permissions.createBeside(path, model);
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker.
    }
  }

  // A line of which a full disk kept only a part must not swallow the next one.
  private boolean endsInLine(long size) throws IOException {
    if (size == 0) {
      return true;
    }
    try (var in = new RandomAccessFile(path.toFile(), "r")) {
      in.seek(size - 1);
      return in.read() == '\n';
    }
  }

  /// Takes back `lines`, or what there is of them, behind the first `size` bytes; nothing when
  /// somebody else has appended something since.
  synchronized void takeBack(long size, String lines) throws IOException {
    if (length() > size) {
      takeBack(size, (endsInLine(size) ? lines : "\n" + lines).getBytes(UTF_8));
    }
  }

  private void takeBack(long size, byte[] appended) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      long length = file.length() - size;
      if (length > 0 && length <= appended.length) {
        var tail = new byte[(int) length];
        file.seek(size);
        file.readFully(tail);
        if (Arrays.equals(tail, Arrays.copyOf(appended, tail.length))) {
          file.setLength(size);
        }
      }
    }
  }
}
