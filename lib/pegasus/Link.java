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
  /// @return false when there is no way; the listener has been told why
  boolean open() throws InterruptedException {
    try {
      session();
      return true;
    } catch (PegasusException.Unreachable e) {
      options.listener().accept(new Event.Unreachable(host, e.getMessage()));
      return false;
    }
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
    if (session.isEmpty() || !session.get().open()) {
      close();
      session = Optional.of(connector.connect(host));
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
