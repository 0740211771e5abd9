package pegasus;

import java.util.Optional;
import pegasus.session.Connector;
import pegasus.session.Output;
import pegasus.session.Running;
import pegasus.session.Session;
import pegasus.session.SessionLost;

/// The way to one host, opened when it is needed, and again when it broke. Used by one thread.
final class Link implements AutoCloseable {
  private final Host host;
  private final Connector connector;
  private final Options options;
  private Optional<Session> session = Optional.empty();
  // Why there is no way, as it was told last.
  private Optional<String> reason = Optional.empty();

  Link(Host host, Connector connector, Options options) {
    this.host = host;
    this.connector = connector;
    this.options = options;
  }

  Host host() {
    return host;
  }

  /// Opens the way if it is not open.
  ///
  /// @return false when there is no way; the listener knows why
  boolean open() throws InterruptedException {
    try {
      session();
      return true;
    } catch (PegasusException.Unreachable e) {
      unreachable(e.getMessage());
      return false;
    }
  }

  /// Tells the listener that there is no way, unless it knows.
  void unreachable(String why) {
    if (!reason.equals(Optional.of(why))) {
      reason = Optional.of(why);
      options.listener().accept(new Event.Unreachable(host, why));
    }
  }

  boolean isOpen() {
    return session.map(Session::open).orElse(false);
  }

  /// Starts a command, over a new connection if the old one is gone.
  ///
  /// @throws SessionLost when the command was not sent
  Running start(String command, Output output) throws InterruptedException {
    try {
      return session().start(command, output);
    } catch (SessionLost e) {
      close();
      return session().start(command, output);
    }
  }

  private Session session() throws InterruptedException {
    if (!isOpen()) {
      close();
      session = Optional.of(connector.connect(host));
      reason = Optional.empty();
      options.listener().accept(new Event.Connected(host));
    }
    return session.get();
  }

  @Override
  public void close() {
    session.ifPresent(Session::close);
    session = Optional.empty();
  }
}
