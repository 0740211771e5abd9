package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import pegasus.store.Change.InPlace;

/// The queue's file, open for changes in place.
final class QueueBytes implements AutoCloseable {
  // Not a channel: that one is closed by an interrupt, in the middle of a write.
  private final RandomAccessFile file;
  private final Object key;

  private QueueBytes(RandomAccessFile file, Object key) {
    this.file = file;
    this.key = key;
  }

  static QueueBytes open(Path target) throws IOException {
    Object key = Stamp.of(target).map(Stamp::file).orElse(target);
    return new QueueBytes(new RandomAccessFile(target.toFile(), "rw"), key);
  }

  /// Whether this is the file of that stamp.
  boolean is(Stamp stamp) {
    return key.equals(stamp.file());
  }

  /// Whether the lines stand where they should.
  boolean holds(InPlace edit) throws IOException {
    return Arrays.equals(read(edit), edit.before().getBytes(UTF_8));
  }

  /// Writes what differs, in one write.
  void write(InPlace edit) throws IOException {
    write(edit.at(), edit.before().getBytes(UTF_8), edit.after().getBytes(UTF_8));
  }

  /// Takes an edit back that did not come to its end.
  ///
  /// @return false when it did, or when others have written there since
  boolean takeBack(InPlace edit) throws IOException {
    byte[] now = read(edit);
    byte[] before = edit.before().getBytes(UTF_8);
    byte[] after = edit.after().getBytes(UTF_8);
    if (Arrays.equals(now, after) || !isMixture(now, before, after)) {
      return false;
    }
    write(edit.at(), now, before);
    return true;
  }

  private static boolean isMixture(byte[] now, byte[] before, byte[] after) {
    for (int i = 0; i < before.length; i++) {
      if (i == now.length || (now[i] != before[i] && now[i] != after[i])) {
        return false;
      }
    }
    return true;
  }

  private void write(long at, byte[] before, byte[] after) throws IOException {
    int first = Arrays.mismatch(before, after);
    if (first < 0) {
      return;
    }
    int end = after.length;
    while (before[end - 1] == after[end - 1]) {
      end--;
    }
    file.seek(at + first);
    file.write(after, first, end - first);
  }

  private byte[] read(InPlace edit) throws IOException {
    byte[] now = new byte[edit.before().getBytes(UTF_8).length];
    file.seek(edit.at());
    int length = 0;
    for (int n = 0; n >= 0 && length < now.length; length += Math.max(n, 0)) {
      n = file.read(now, length, now.length - length);
    }
    return Arrays.copyOf(now, length);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // All of it was written before.
    }
  }
}
