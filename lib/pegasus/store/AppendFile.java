package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A file that only grows: consumed.yaml, journal.jsonl. Each text goes out in one write, so that
/// it is there as a whole or not at all.
///
/// The file stays open from one text to the next. Who moves it away, deletes or cuts it meanwhile
/// is noticed at the next text, which goes to where the file's name leads then.
public final class AppendFile {
  private final Path path;
  private final Path model;
  // Guarded by this.
  private Optional<Open> open = Optional.empty();

  /// What was opened last.
  ///
  /// @param file which file that is, see [Stamp]
  /// @param size up to which it is known to hold whole lines
  private record Open(FileOutputStream out, Object file, long size) {}

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
    return Stamp.of(path).map(Stamp::size).orElse(0L);
  }

  /// Appends whole lines. Fails without leaving a part of them, unless another process appended
  /// something at the same time: then a part of a line may stay, and the next line begins anew.
  ///
  /// @throws IOException naming the reason
  synchronized void append(String lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    Stamp before = there();
    Open file = open(before);
    boolean whole = file.size() == before.size() || endsInLine(before.size());
    byte[] bytes = (whole ? lines : "\n" + lines).getBytes(UTF_8);
    write(file.out(), bytes, before.size());
    open = Optional.of(new Open(file.out(), file.file(), before.size() + bytes.length));
  }

  private Stamp there() throws IOException {
    Optional<Stamp> now = Stamp.of(path);
    if (now.isPresent()) {
      return now.get();
    }
    try {
      Permissions.createBeside(path, model);
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker.
    }
    return Stamp.of(path).orElseThrow(() -> failed("somebody deleted it"));
  }

  private Open open(Stamp now) throws IOException {
    if (open.isEmpty() || !open.get().file().equals(now.file())) {
      close();
      open = Optional.of(new Open(new FileOutputStream(path.toFile(), true), now.file(), 0));
    }
    return open.get();
  }

  private void write(FileOutputStream out, byte[] bytes, long before) throws IOException {
    try {
      out.write(bytes);
    } catch (IOException e) {
      takeBack(before, bytes);
      throw failed(e.getMessage());
    }
  }

  private FileSystemException failed(String reason) {
    return new FileSystemException(path.toString(), null, reason);
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

  /// Takes everything back.
  synchronized void clear() throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(0);
    }
  }

  /// Lets go of the file until the next text.
  synchronized void close() {
    try {
      if (open.isPresent()) {
        open.get().out().close();
      }
    } catch (IOException e) {
      // All of it was written before.
    }
    open = Optional.empty();
  }
}
