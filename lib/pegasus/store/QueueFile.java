package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import pegasus.PegasusException.Malformed;
import pegasus.store.Change.Anew;

/// The file that is the queue. It is replaced as a whole: readers see the old text or the new one,
/// whenever the writer dies. (A long one also changes in place, see [Ledger].) A power cut is left
/// to the file system: nothing waits for the disk here.
///
/// Whoever changes it holds the queue's lock ([QueueLock]).
public final class QueueFile {
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int LOOKS = 10;
  private static final String HINT =
      "write the commands into it, one on each line, as in \"- echo hi\"";
  private static final int COPIED_AT_ONCE = 1 << 16;

  private final Path path;
  private final TextFile text;

  /// @param path as the user named it; may be a symbolic link, which stays one
  public QueueFile(Path path) {
    this.path = path;
    this.text = new TextFile(path, HINT);
  }

  /// Makes an empty queue, for its owner only, if there is no file.
  ///
  /// @throws StoreException when that cannot be done
  public static void create(Path path) {
    try {
      if (!Files.exists(path)) {
        Permissions.createPrivate(path);
      }
    } catch (FileAlreadyExistsException e) {
      // Somebody else was quicker.
    } catch (IOException e) {
      throw new StoreException("create", path, e);
    }
  }

  /// As the user named it.
  public Path path() {
    return path;
  }

  /// The file itself, behind symbolic links.
  ///
  /// @throws Malformed when there is none
  public Path target() {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      throw text.missing();
    } catch (IOException e) {
      throw new StoreException("read", path, e);
    }
  }

  /// Looks whether this can be a queue: what is not a file, such as a pipe, cannot be replaced.
  ///
  /// @throws Malformed when it cannot
  public void check() {
    Path target = target();
    if (!Files.isRegularFile(target) && !Files.isDirectory(target)) {
      throw new Malformed(path + ": this is not a file; a queue has to be one");
    }
  }

  /// Looks whether jobs can be taken from it into other files.
  ///
  /// @throws Malformed when it is one of them
  public void checkBeside(Path... others) {
    for (Path other : others) {
      if (isSame(other)) {
        throw new Malformed(
            path + ": this is where Pegasus writes down what it takes; the queue is another file");
      }
    }
  }

  private boolean isSame(Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(other, path);
    } catch (IOException e) {
      throw new StoreException("read", path, e);
    }
  }

  /// The state of the file; empty when there is none. Somebody who saves it in place empties it
  /// first: a file that has changed in place since `known` is looked at again until it is quiet and
  /// not empty, as long as that does not take long.
  public Optional<Stamp> stamp(Optional<Stamp> known) {
    Optional<Stamp> now = stamp();
    for (int i = 0; i < LOOKS && changedInPlace(known, now); i++) {
      LockSupport.parkNanos(QUIET_NANOS);
      Optional<Stamp> before = now;
      now = stamp();
      if (now.equals(before) && now.map(Stamp::size).orElse(0L) > 0) {
        return now;
      }
    }
    return now;
  }

  private static boolean changedInPlace(Optional<Stamp> known, Optional<Stamp> now) {
    return !now.equals(known) && now.map(Stamp::file).equals(known.map(Stamp::file));
  }

  Optional<Stamp> stamp() {
    try {
      return Stamp.of(path);
    } catch (IOException e) {
      throw new StoreException("read", path, e);
    }
  }

  /// The text.
  ///
  /// @throws Malformed when there is no such file, when it is a folder, or when it is not UTF-8
  public String read() {
    return text.read();
  }

  /// Replaces the text. When anything fails, everything is as it was.
  public void replace(String text) {
    var _ = replace(text, Optional.empty());
  }

  /// The same, unless somebody has written the file since it was read: then it is left as it is.
  ///
  /// @param read the state of the file then; empty to replace it in any case
  /// @return whether it was replaced
  boolean replace(String text, Optional<Stamp> read) {
    Path target = target();
    try {
      prepare(target, Anew.of(text));
      boolean done = commit(target, read);
      if (!done) {
        discard(target);
      }
      return done;
    } catch (IOException e) {
      discard(target);
      throw new StoreException("change", path, e);
    }
  }

  /// Whether somebody has written a file since it was read.
  ///
  /// @param read the state of the file then; empty when that does not count
  static boolean edited(Path target, Optional<Stamp> read) throws IOException {
    return read.isPresent() && !Stamp.of(target).equals(read);
  }

  /// Keeps a copy beside the file, which may take its place later: that needs no space.
  ///
  /// @return the copy
  /// @throws StoreException when there is no room for it
  public Path keep(String text) {
    Path target = target();
    Path copy = original(target);
    try {
      write(copy, target, Anew.of(text));
      Permissions.copy(target, copy);
      return copy;
    } catch (IOException e) {
      delete(copy);
      throw new StoreException("keep a copy of", path, e);
    }
  }

  /// Says so if an edit was cut short, whose copy still lies there; that gets a name which no edit
  /// takes. Callers hold the lock: nobody edits now.
  ///
  /// @return for the user
  public Optional<String> cutShort() {
    Path target = target();
    Path copy = original(target);
    Path kept = target.resolveSibling(target.getFileName() + ".before-edit");
    try {
      if (Files.mismatch(copy, target) < 0) {
        Files.delete(copy);
        return Optional.empty();
      }
      move(copy, kept);
      return Optional.of(
          "an edit of %s was cut short, and the queue is as that left it; what it was before is in %s"
              .formatted(path, kept));
    } catch (IOException e) {
      return Optional.empty(); // there is none, most likely
    }
  }

  private static Path original(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".original");
  }

  /// Writes a new file beside the old one.
  ///
  /// @return its state once it has taken the other's place; whoever writes after that, with or
  ///   without the lock, changes it
  static Optional<Stamp> prepare(Path target, Anew text) throws IOException {
    Path next = next(target);
    write(next, target, text);
    Permissions.copy(target, next);
    return Stamp.of(next);
  }

  /// Whether a new text lies beside the file.
  static boolean prepared(Path target) {
    return Files.exists(next(target));
  }

  /// Puts the new text in the place of the old one, unless somebody has written that since it was
  /// read. What somebody writes at the same moment, without the lock, comes along.
  ///
  /// @param read the state of the old one then; empty to replace it in any case
  /// @return whether it was replaced
  static boolean commit(Path target, Optional<Stamp> read) throws IOException {
    if (read.isEmpty()) {
      move(next(target), target);
      return true;
    }
    try (var old = new ReplacedFile(target)) {
      if (edited(target, read)) {
        return false;
      }
      move(next(target), target);
      rescue(old, target);
      return true;
    }
  }

  private static void move(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  // A save counts as one after the change: it takes the place of all.
  static void rescue(ReplacedFile old, Path target) {
    try {
      if (old.saved()) {
        put(old.all(), target);
      } else {
        add(old.added(), target);
      }
    } catch (IOException e) {
      // The change has happened, whatever becomes of this.
    }
  }

  // By another name than the new text's: that lies about only as long as a change has not happened.
  private static void put(byte[] save, Path target) throws IOException {
    Path saved = target.resolveSibling("." + target.getFileName() + ".saved");
    Files.deleteIfExists(saved);
    Permissions.createPrivate(saved);
    try (var out = new FileOutputStream(saved.toFile())) {
      out.write(save);
    }
    Permissions.copy(target, saved);
    move(saved, target);
  }

  private static void add(byte[] lines, Path target) throws IOException {
    if (lines.length > 0) {
      try (var out = new FileOutputStream(target.toFile(), true)) {
        out.write(lines);
      }
    }
  }

  private static Path next(Path target) {
    return target.resolveSibling("." + target.getFileName() + ".new");
  }

  // Only the holder of the lock writes here: what is there was left behind by one that died.
  private static void write(Path next, Path target, Anew text) throws IOException {
    Files.deleteIfExists(next);
    Permissions.createPrivate(next);
    // Not a channel: that one is closed by an interrupt, in the middle of a write.
    try (var out = new FileOutputStream(next.toFile())) {
      write(text.top(), out);
      if (!text.isWhole()) {
        copy(target, text.from(), out);
      }
    }
  }

  // In pieces: of a large grid the text takes tens of megabytes.
  private static void write(String text, FileOutputStream to) throws IOException {
    int end;
    for (int from = 0; from < text.length(); from = end) {
      end = Math.min(from + COPIED_AT_ONCE, text.length());
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end++;
      }
      to.write(text.substring(from, end).getBytes(UTF_8));
    }
  }

  private static void copy(Path target, long from, FileOutputStream to) throws IOException {
    byte[] buffer = new byte[COPIED_AT_ONCE];
    try (var in = new RandomAccessFile(target.toFile(), "r")) {
      in.seek(from);
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        to.write(buffer, 0, n);
      }
    }
  }

  /// Deletes the new text.
  static void discard(Path target) {
    delete(next(target));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next writer deletes it.
    }
  }
}
