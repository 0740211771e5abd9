package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import pegasus.Event.Source;

/// Carries one of a command's two streams to its output, as fast as the output takes it.
///
/// After the end of the command what it left running may hold the stream open: [#over] tells when
/// to stop.
final class Pump implements Runnable {
  private static final int BUFFER = 32 * 1024;

  /// What a stream can still hold of the command's own when its end is known: an SSH window and
  /// some pipes.
  private static final long TAIL_BYTES = 4 << 20;

  /// How long a stream may trickle on after the end, counting only the time that was spent waiting
  /// for it.
  private static final long TAIL_NANOS = 5_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE;

  private final InputStream in;
  private final Arrived arrived;
  private final Source source;
  private final Output output;
  private boolean stopped; // guarded by this
  private volatile boolean done;
  private volatile Optional<RuntimeException> failure = Optional.empty();

  // Written by one thread each: `ended` by whoever tells the end, the others by this pump's own.
  private volatile long ended = NEVER;
  private volatile long waitingSince = NEVER;
  private volatile long tailBytes;
  private volatile long tailNanos;

  /// How much of a stream has arrived here and was not read yet. A thread that waits for bytes may
  /// not have got round to those that are there.
  @FunctionalInterface
  interface Arrived {
    int bytes() throws IOException;
  }

  Pump(InputStream in, Arrived arrived, Source source, Output output) {
    this.in = in;
    this.arrived = arrived;
    this.source = source;
    this.output = output;
  }

  /// Runs until the stream ends, breaks, or is over.
  @Override
  public void run() {
    var buffer = new byte[BUFFER];
    try {
      int length;
      do {
        length = read(buffer);
      } while (length >= 0 && deliver(buffer, length));
    } catch (IOException e) {
      return; // the connection broke, which the outcome tells, or somebody closed the stream
    } finally {
      done = true;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes
  private int read(byte[] buffer) throws IOException {
    long began = System.nanoTime();
    waitingSince = began;
    int n = in.read(buffer, 0, buffer.length);
    waitingSince = NEVER;
    if (ended != NEVER) {
      tailNanos += waited(began, System.nanoTime());
      tailBytes += n;
    }
    return n;
  }

  /// Under the lock, so that nothing is delivered once [#stop] has returned.
  private synchronized boolean deliver(byte[] buffer, int length) {
    if (!stopped && failure.isEmpty()) {
      try {
        output.accept(source, buffer, length);
      } catch (RuntimeException e) {
        failure = Optional.of(e); // but read on: a command must not stall for it
      }
    }
    return !stopped;
  }

  /// How much of the time between two moments lies after the end.
  private long waited(long from, long to) {
    return Math.max(0, to - Math.max(from, ended));
  }

  /// The command has ended: what comes now is its tail.
  void ended(long now) {
    ended = now;
  }

  /// Whether the stream has ended, and all of it was delivered.
  boolean done() {
    return done;
  }

  /// Whether nothing more of the command itself can come: the stream has ended, or has been silent
  /// for `grace` nanoseconds, or goes on and on.
  boolean over(long grace, long now) {
    long since = waitingSince;
    long waiting = since == NEVER ? 0 : waited(since, now);
    boolean silent = waiting > grace && !arrived();
    return done || silent || tailNanos + waiting > TAIL_NANOS || tailBytes > TAIL_BYTES;
  }

  private boolean arrived() {
    try {
      return arrived.bytes() > 0;
    } catch (IOException e) {
      return false; // it broke, and nothing more comes
    }
  }

  /// Delivers nothing any more, from when this returns.
  synchronized void stop() {
    stopped = true;
  }

  /// What the output threw, if it did.
  Optional<RuntimeException> failure() {
    return failure;
  }
}
