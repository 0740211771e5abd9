package pegasus.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A file whose place another takes, kept open: whoever had opened it before may still write to it.
final class ReplacedFile implements AutoCloseable {
  /// So much of its end, in bytes, tells whether the whole was written anew.
  private static final int END = 64 << 10;

  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int LOOKS = 10;

  private final RandomAccessFile file;
  private final long size;
  private final byte[] end;

  /// Opens it, before it is replaced.
  ReplacedFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    size = file.length();
    end = end();
  }

  private byte[] end() throws IOException {
    return read(Math.max(0, size - END), size);
  }

  /// Whether somebody has written it anew since it was opened, and not only added something.
  boolean saved() throws IOException {
    return file.length() < size || !Arrays.equals(end(), end);
  }

  /// What was added since.
  byte[] added() throws IOException {
    return read(size, file.length());
  }

  /// What is in it, once it is quiet and not empty, as far as that does not take long: who saves a
  /// file empties it first.
  byte[] all() throws IOException {
    byte[] now = read(0, file.length());
    for (int i = 0; i < LOOKS; i++) {
      LockSupport.parkNanos(QUIET_NANOS);
      byte[] before = now;
      now = read(0, file.length());
      if (now.length > 0 && Arrays.equals(now, before)) {
        return now;
      }
    }
    return now;
  }

  private byte[] read(long from, long to) throws IOException {
    var bytes = new byte[Math.toIntExact(to - from)];
    file.seek(from);
    int length = 0;
    for (int n = 0; n >= 0 && length < bytes.length; length += Math.max(n, 0)) {
      n = file.read(bytes, length, bytes.length - length);
    }
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
