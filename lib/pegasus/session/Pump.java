package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import pegasus.Event.Source;

/// Carries a stream that has to be read to its output, as fast as the output takes it.
final class Pump implements Flow, Runnable {
  private static final int BUFFER = 32 * 1024;

  private final InputStream in;
  private final Delivery delivery;
  private final Silence silence = new Silence();
  private volatile boolean done;

  Pump(InputStream in, Source source, Output output) {
    this.in = in;
    this.delivery = new Delivery(source, output);
  }

  /// Runs until the stream ends, breaks, or is over.
  @Override
  public void run() {
    var buffer = new byte[BUFFER];
    try {
      int length;
      do {
        length = read(buffer);
      } while (length >= 0 && delivery.deliver(buffer, length));
    } catch (IOException e) {
      return; // the connection broke, which the outcome tells, or somebody closed the stream
    } finally {
      done = true;
    }
  }

  private int read(byte[] buffer) throws IOException {
    silence.waiting(System.nanoTime());
    int n = in.read(buffer, 0, buffer.length);
    silence.came(Math.max(0, n), System.nanoTime());
    return n;
  }

  @Override
  public void ended(long now) {
    silence.ended(now);
  }

  @Override
  public boolean done() {
    return done;
  }

  @Override
  public boolean over(long grace, long now) {
    return done || silence.over(grace, now);
  }

  @Override
  public void stop() {
    delivery.stop();
  }

  @Override
  public Optional<Throwable> failure() {
    return delivery.failure();
  }
}
