package pegasus.session;

import java.util.Optional;

/// One of a command's two streams, on its way to an [Output].
interface Flow {
  /// The command has ended: what comes now is its tail.
  ///
  /// @param now as [System#nanoTime()] tells
  void ended(long now);

  /// Whether the stream has ended, and all of it was delivered.
  boolean done();

  /// Whether nothing more of the command itself can come: the stream has ended, or has been silent
  /// for `grace` nanoseconds, or goes on and on.
  boolean over(long grace, long now);

  /// Delivers nothing any more, from when this returns.
  void stop();

  /// What the output threw, if it did.
  Optional<Throwable> failure();
}
