package pegasus.session;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// One host's place on a connection.
final class Seat implements AutoCloseable {
  private final SshPool pool;
  private final SharedConnection place;
  private final SshConnection connection;
  private final SharedConnection.Dialer dialer;
  private final AtomicBoolean left = new AtomicBoolean();

  Seat(
      SshPool pool,
      SharedConnection place,
      SshConnection connection,
      SharedConnection.Dialer dialer) {
    this.pool = pool;
    this.place = place;
    this.connection = connection;
    this.dialer = dialer;
  }

  SshConnection connection() {
    return connection;
  }

  /// Whether others sit here now.
  boolean shared() {
    return pool.shared(place);
  }

  /// A place on a connection of its own.
  Seat alone() throws IOException, InterruptedException {
    return pool.seatAlone(dialer);
  }

  /// Leaves it. What runs on it for others goes on.
  @Override
  public void close() {
    if (!left.getAndSet(true)) {
      pool.leave(place);
    }
  }
}
