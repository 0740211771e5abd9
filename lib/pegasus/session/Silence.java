package pegasus.session;

/// Tells when a stream is over though it has not ended: what a command left running may hold it
/// open, silently or not. Times are those of [System#nanoTime()].
final class Silence {
  /// What a stream can still hold of the command's own when its end is known: an SSH window and
  /// some pipes.
  private static final long TAIL_BYTES = 4 << 20;

  /// How long a stream may trickle on after the end, counting only the time that was spent waiting
  /// for it.
  private static final long TAIL_NANOS = 5_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE;

  // Written by one thread at a time each: `ended` by whoever tells the end, the others by whoever
  // carries the stream.
  private volatile long ended = NEVER;
  private volatile long waitingSince = NEVER;
  private volatile long tailBytes;
  private volatile long tailNanos;

  /// All that came was delivered.
  void waiting(long now) {
    waitingSince = now;
  }

  /// So many bytes came.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
  void came(int bytes, long now) {
    long since = waitingSince;
    waitingSince = NEVER;
    if (ended != NEVER) {
      tailNanos += waited(since, now);
      tailBytes += bytes;
    }
  }

  void ended(long now) {
    ended = now;
  }

  /// Whether the stream was silent for `grace` nanoseconds after the end, or goes on and on.
  boolean over(long grace, long now) {
    long waiting = waited(waitingSince, now);
    return waiting > grace || tailNanos + waiting > TAIL_NANOS || tailBytes > TAIL_BYTES;
  }

  /// How much of the time until now lies after the end.
  private long waited(long since, long now) {
    return since == NEVER || ended == NEVER ? 0 : Math.max(0, now - Math.max(since, ended));
  }
}
