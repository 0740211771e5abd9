package pegasus.session;

import java.util.Optional;
import pegasus.Event.Source;

/// Hands one stream's bytes to an output, until that throws or is no longer wanted.
final class Delivery {
  private final Source source;
  private final Output output;
  private boolean stopped; // guarded by this
  private volatile Optional<Throwable> failure = Optional.empty();

  Delivery(Source source, Output output) {
    this.source = source;
    this.output = output;
  }

  /// Under the lock, so that nothing is delivered once [#stop] has returned. When the output has
  /// thrown, bytes are taken all the same: a command must not stall for it.
  ///
  /// @return false when it was stopped
  synchronized boolean deliver(byte[] bytes, int length) {
    if (!stopped && failure.isEmpty()) {
      try {
        output.accept(source, bytes, length);
      } catch (RuntimeException | Error e) {
        failure = Optional.of(e);
      }
    }
    return !stopped;
  }

  synchronized void stop() {
    stopped = true;
  }

  Optional<Throwable> failure() {
    return failure;
  }
}
