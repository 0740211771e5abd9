package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
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

  // What Java makes of bytes that are no character.
  private static final char REPLACEMENT = '\uFFFD';

  private final FileTree from;
  private final FileTree to;
  private final String mark = Long.toHexString(new SplittableRandom().nextLong() >>> 24);
  private final BooleanSupplier stopped;
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /// @param below its path, from the source on; empty for that itself
  private record Item(String below, Entry entry) {}

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
    List<Item> items = new ArrayList<>();
    collect(source, "", entry, items);
    int slash = target.lastIndexOf('/');
    if (slash > 0) {
      to.makeFolder(target.substring(0, slash));
    }
    for (Item item : items) {
      copy(item, source, target);
    }
    dressFolders(items, target);
  }

  /// All is found before anything is written: the target may be in the folder that is copied.
  private void collect(String source, String below, Entry entry, List<Item> items)
      throws IOException {
    checkStopped(source + below);
    items.add(new Item(below, entry));
    if (entry.folder()) {
      for (String name : from.list(source + below)) {
        if (name.contains("/") || name.equals("..")) {
          throw new IOException(source + below + " holds a file of the name " + name);
        }
        String path = below + "/" + name;
        collect(source, path, inside(source + path), items);
      }
    }
  }

  private Entry inside(String path) throws IOException {
    String why = path.indexOf(REPLACEMENT) < 0 ? " has just been deleted" : ": no name in UTF-8";
    return from.find(path).orElseThrow(() -> new IOException(path + why));
  }

  private void copy(Item item, String source, String target) throws IOException {
    if (item.entry().folder()) {
      to.makeFolder(target + item.below());
    } else {
      file(item.entry(), source + item.below(), target + item.below());
    }
  }

  // Last, from within: nothing may be written into some.
  private void dressFolders(List<Item> items, String target) throws IOException {
    for (Item item : items.reversed()) {
      if (item.entry().folder()) {
        to.dress(target + item.below(), item.entry());
      }
    }
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
        checkStopped(source);
        out.write(chunk, 0, n);
        bytes.addAndGet(n);
      }
    }
  }

  private void checkStopped(String at) throws IOException {
    if (stopped.getAsBoolean()) {
      throw new IOException("stopped on the way, at " + at);
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
