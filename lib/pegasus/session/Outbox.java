package pegasus.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Takes bytes at once and writes them soon, on a platform thread, packets that come together with
/// one write. So a virtual thread that is interrupted while it sends does no harm: inside of a
/// socket's write that would close the socket.
final class Outbox extends OutputStream {
  private static final int MOST = 1 << 20;
  private static final long FAREWELL = TimeUnit.SECONDS.toNanos(1);

  private final OutputStream out;
  private final Executor writers;

  // guarded by this
  private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private boolean writing;
  private Optional<IOException> failure = Optional.empty();

  /// @param writers runs what blocks, on platform threads: those that carry virtual ones may all be
  ///   held by writes to a terminal that is paused
  Outbox(OutputStream out, Executor writers) {
    this.out = out;
    this.writers = writers;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /// Waits only when very much is on its way already.
  ///
  /// @throws IOException when what was sent before could not be written
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    awaitRoom();
    if (failure.isPresent()) {
      throw new IOException(failure.get().getMessage(), failure.get());
    }
    waiting.write(bytes, offset, length);
    if (!writing) {
      writing = true;
      writers.execute(this::writeAll);
    }
  }

  private void awaitRoom() {
    boolean interrupted = false;
    while (waiting.size() > MOST && failure.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    try {
      for (var next = next(); next.isPresent(); next = next()) {
        next.get().writeTo(out);
        out.flush();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private synchronized Optional<ByteArrayOutputStream> next() {
    notifyAll();
    if (waiting.size() == 0) {
      writing = false;
      return Optional.empty();
    }
    var next = waiting;
    waiting = new ByteArrayOutputStream();
    return Optional.of(next);
  }

  private synchronized void fail(IOException e) {
    failure = Optional.of(e);
    writing = false;
    notifyAll();
  }

  /// Waits for what is on its way, but not long: a peer may have stopped reading.
  synchronized void settle() {
    long until = System.nanoTime() + FAREWELL;
    try {
      for (long left = FAREWELL; writing && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    settle();
    out.close();
  }
}
