package pegasus.session;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One connection for several hosts, opened by the first of them while the others wait.
final class SharedConnection {
  private int hosts; // guarded by the pool
  private final ReentrantLock dialing = new ReentrantLock();
  private volatile Optional<SshConnection> connection = Optional.empty();
  private volatile Optional<IOException> failure = Optional.empty();

  /// Opens a new connection.
  @FunctionalInterface
  interface Dialer {
    SshLink dial() throws IOException, InterruptedException;
  }

  /// The open connection. What fails for the first would fail for the others; but where the first
  /// is interrupted, the next one tries.
  SshConnection connected(Dialer dialer) throws IOException, InterruptedException {
    dialing.lockInterruptibly();
    try {
      if (failure.isPresent()) {
        throw failure.get();
      }
      if (connection.isEmpty()) {
        connection = Optional.of(new SshConnection(dialer.dial()));
      }
      return connection.get();
    } catch (IOException e) {
      if (!Thread.currentThread().isInterrupted()) {
        failure = Optional.of(e);
      }
      throw e;
    } finally {
      dialing.unlock();
    }
  }

  /// Whether it is of no use to anybody any more.
  boolean broken() {
    return failure.isPresent() || connection.map(it -> !it.open()).orElse(false);
  }

  int hosts() {
    return hosts;
  }

  void enter() {
    hosts++;
  }

  void leave() {
    hosts--;
  }

  void close() {
    connection.ifPresent(SshConnection::close);
  }
}
