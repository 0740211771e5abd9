package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Whoever holds this may change the queue. It is a lock of the operating system on a file beside
/// the queue: the holder's death releases it, and the file that stays behind locks nothing. The
/// file says who locked it last.
///
/// The lock is on byte 0 of the file. Whoever waits for it holds byte 1 meanwhile, and everybody
/// has to pass by byte 1: a process that takes job after job cannot overtake an editor that waits.
public final class QueueLock {
  // Locks of the operating system belong to the process: its own threads need one more between
  // them. It has to be the same for all that lock the same file, whichever object they do it by,
  // hence one table for the process.
  private static final ConcurrentHashMap<Path, Own> OWN = new ConcurrentHashMap<>();
  private static final long HOLDER = 0;
  private static final long TURNSTILE = 1;
  private static final int NAME = 2;

  private final Path queue;
  private final Path file;
  private final Own own;
  private final String me;

  /// The lock between the threads of this process.
  private static final class Own extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    // What to tell the threads that wait. They must not look into the file themselves: when a
    // process closes a file, all of its locks on that file are gone (fcntl(2)), those of its other
    // threads too.
    private volatile String holder = "";
    // Stays open from one time to the next, unless it is to rest. Guarded by this.
    private transient Optional<Opened> opened = Optional.empty();
    private boolean resting;

    Own() {
      super(true);
    }

    // Nothing of this process is locked at this moment.
    private void rest() {
      if (resting && opened.isPresent()) {
        try {
          opened.get().channel().close();
        } catch (IOException e) {
          // Nothing was written that is needed.
        }
        opened = Optional.empty();
      }
      resting = false;
    }
  }

  /// @param queue the queue's file itself, not a link to it
  /// @param what what locks, for others that wait: `pegasus l`
  public QueueLock(Path queue, String what) {
    this.queue = queue;
    this.file = queue.resolveSibling("." + queue.getFileName() + ".lock");
    this.own = OWN.computeIfAbsent(file, _ -> new Own());
    long process = ProcessHandle.current().pid();
    this.me = what + ", process " + process + " of " + System.getProperty("user.name");
  }

  /// The lock, held until it is closed, by the thread that acquired it.
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /// Waits for the lock.
  ///
  /// @param abandon asked now and then while waiting
  /// @param waiting told once who holds it, if it takes long
  /// @return empty when it was abandoned, and for a thread that has it, or waits for it, already
  public Optional<Held> acquire(BooleanSupplier abandon, Consumer<String> waiting) {
    if (own.isHeldByCurrentThread()) {
      return Optional.empty();
    }
    var grip = new Grip();
    var patience = new Patience(abandon, () -> tell(grip.holder(), waiting));
    if (!patience.until(this::tryOwn)) {
      return Optional.empty();
    }
    boolean held = false;
    try {
      held = grip.tighten(patience);
      return held ? Optional.of(grip) : Optional.empty();
    } catch (IOException e) {
      throw new StoreException("lock", file, e);
    } catch (UncheckedIOException e) {
      throw new StoreException("lock", file, e.getCause());
    } finally {
      if (!held) {
        grip.close();
      }
    }
  }

  // That the threads of one run follow one another is nothing to tell.
  private void tell(String holder, Consumer<String> waiting) {
    if (!holder.equals(me)) {
      waiting.accept(holder);
    }
  }

  // Waits a little by itself, so that threads of this process follow one another without a pause.
  private boolean tryOwn() {
    try {
      return own.tryLock(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          "lock", file, new InterruptedIOException("interrupted while waiting"));
    }
  }

  /// The lock's file, opened.
  ///
  /// @param key which file that is, see [Stamp]
  private record Opened(FileChannel channel, Object key) {
    boolean is(Path file) throws IOException {
      return channel.isOpen() && Stamp.of(file).map(now -> now.file().equals(key)).orElse(false);
    }
  }

  /// What is held so far, on the way to the lock.
  private final class Grip implements Held {
    private Optional<FileChannel> channel = Optional.empty();
    private Optional<FileLock> turn = Optional.empty();
    private Optional<FileLock> lock = Optional.empty();

    boolean tighten(Patience patience) throws IOException {
      own.holder = me;
      boolean held = locked(patience, opened());
      // Somebody deleted the file before it was locked: others lock another one now.
      while (held && !own.opened.orElseThrow().is(file)) {
        letGo();
        held = locked(patience, opened());
      }
      if (held) {
        sign(channel.orElseThrow());
      }
      return held;
    }

    private boolean locked(Patience patience, FileChannel open) throws IOException {
      channel = Optional.of(open);
      turn = lock(patience, open, TURNSTILE);
      if (turn.isPresent()) {
        lock = lock(patience, open, HOLDER);
        turn.get().release();
        turn = Optional.empty();
      }
      return lock.isPresent();
    }

    private FileChannel opened() throws IOException {
      if (own.opened.isEmpty() || !own.opened.get().is(file)) {
        if (own.opened.isPresent()) {
          own.opened.get().channel().close();
        }
        own.opened = Optional.empty();
        FileChannel open = open();
        own.opened = Optional.of(new Opened(open, Stamp.of(file).map(Stamp::file).orElse(file)));
      }
      return own.opened.get().channel();
    }

    private void sign(FileChannel open) throws IOException {
      byte[] name = (" ".repeat(NAME) + me + "\n").getBytes(UTF_8);
      open.write(ByteBuffer.wrap(name), 0);
      if (open.size() > name.length) {
        open.truncate(name.length);
      }
      own.holder = me;
    }

    /// Who holds what is waited for: another process, or another thread of this one.
    String holder() {
      channel.ifPresent(open -> own.holder = lastName(open));
      return own.holder;
    }

    private void letGo() throws IOException {
      for (Optional<FileLock> held : List.of(turn, lock)) {
        // An interrupt closed the channel, and dropped its locks.
        if (held.isPresent() && held.get().acquiredBy().isOpen()) {
          held.get().release();
        }
      }
      turn = Optional.empty();
      lock = Optional.empty();
    }

    @Override
    public void close() {
      try {
        letGo();
      } catch (IOException e) {
        throw new StoreException("unlock", file, e);
      } finally {
        own.rest();
        own.unlock();
      }
    }
  }

  /// Has the file closed when its lock is next released, until somebody wants it again. For the
  /// holder.
  public void rest() {
    own.resting = true;
  }

  /// Who may write the queue may lock it.
  private FileChannel open() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Permissions.createPrivate(file);
        Permissions.copy(queue, file);
      } catch (FileAlreadyExistsException e) {
        // Another process was quicker.
      }
    }
    // It is written to: where a link leads is not for somebody else to choose.
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  private static String lastName(FileChannel open) {
    var bytes = ByteBuffer.allocate(1000);
    try {
      open.read(bytes, 0);
    } catch (IOException e) {
      return "somebody";
    }
    String name = new String(bytes.array(), 0, bytes.position(), UTF_8).strip();
    return name.isEmpty() ? "somebody" : name;
  }

  private static Optional<FileLock> lock(Patience patience, FileChannel channel, long at) {
    var lock = new FileLock[1];
    boolean held =
        patience.until(
            () -> {
              try {
                lock[0] = channel.tryLock(at, 1, false);
                return lock[0] != null;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return held ? Optional.of(lock[0]) : Optional.empty();
  }
}
