package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import pegasus.session.FileTree.Entry;

/// Copies a file, or a folder with all that is in it, from one machine to another, with its
/// permissions and times. Each file is written beside its place and then put there, so that nobody
/// ever reads half of it. What is in the folder's place stays, if nothing of the same name comes.
public final class TreeCopy {
  // What a packet of SFTP holds.
  private static final int CHUNK = 32 * 1024;

  private final FileTree from;
  private final FileTree to;
  private final String mark = Long.toHexString(new SplittableRandom().nextLong() >>> 24);
  private final BooleanSupplier stopped;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /// @param stopped asked now and then; once it is true the copying ends
  public TreeCopy(FileTree from, FileTree to, BooleanSupplier stopped) {
    this.from = from;
    this.to = to;
    this.stopped = stopped;
  }

  /// How many files are copied so far.
  public long files() {
    return files.get();
  }

  /// How many bytes are copied so far.
  public long bytes() {
    return bytes.get();
  }

  /// Copies.
  ///
  /// @param target the place of the copy itself; the folders above it are made
  /// @throws IOException naming the file
  public void run(String source, String target) throws IOException {
    Entry entry =
        from.find(source).orElseThrow(() -> new IOException(source + ": there is no such file"));
    Optional<Entry> there = to.find(target);
    if (there.isPresent() && there.get().folder() != entry.folder()) {
      throw new IOException(
          there.get().folder()
              ? target + " is a folder; to copy the file into it, end its name with a slash"
              : target + " is a file, where a folder should go");
    }
    int slash = target.lastIndexOf('/');
    if (slash > 0) {
      to.makeFolder(target.substring(0, slash));
    }
    copy(entry, source, target);
  }

  private void copy(Entry entry, String source, String target) throws IOException {
    if (entry.folder()) {
      folder(entry, source, target);
    } else {
      file(entry, source, target);
    }
  }

  private void folder(Entry entry, String source, String target) throws IOException {
    to.makeFolder(target);
    for (String name : from.list(source)) {
      if (name.contains("/") || name.equals("..")) {
        throw new IOException(source + " holds a file of the name " + name);
      }
      String path = source + "/" + name;
      Entry inside =
          from.find(path).orElseThrow(() -> new IOException(path + " has just been deleted"));
      copy(inside, path, target + "/" + name);
    }
    to.dress(target, entry);
  }

  private void file(Entry entry, String source, String target) throws IOException {
    int name = target.lastIndexOf('/') + 1;
    String beside = "%s.%s.%s".formatted(target.substring(0, name), target.substring(name), mark);
    boolean done = false;
    try {
      write(source, beside);
      to.dress(beside, entry);
      to.replace(beside, target);
      done = true;
      files.incrementAndGet();
    } finally {
      if (!done) {
        discard(beside);
      }
    }
  }

  private void write(String source, String target) throws IOException {
    var chunk = new byte[CHUNK];
    try (InputStream in = from.read(source);
        OutputStream out = to.create(target)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        if (stopped.getAsBoolean()) {
          throw new IOException("stopped on the way, at " + source);
        }
        out.write(chunk, 0, n);
        bytes.addAndGet(n);
      }
    }
  }

  private void discard(String beside) {
    try {
      to.delete(beside);
    } catch (IOException e) {
      // What went wrong before is what counts.
    }
  }
}
