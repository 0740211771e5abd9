package pegasus.session;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.ConnectionException;

/// An SSH connection on which somebody is logged in, for one session or several.
///
/// @param link closed with it
record SshConnection(SshLink link) implements AutoCloseable {
  private static final int SECONDS = 10;

  /// Whether it still takes channels, as far as is known here.
  boolean open() {
    return !link.hangup().heard() && link.client().isConnected() && link.client().isAuthenticated();
  }

  /// Asks for a new channel, and does not wait for it.
  ///
  /// @throws IOException when the connection is gone: a channel that comes too late to be told so
  ///   would wait for nothing
  CommandChannel ask() throws IOException {
    var asked = CommandChannel.ask(link.client().getConnection());
    ensureOpen();
    return asked;
  }

  /// Asks the server something, and waits for its answer: what it sent before that has arrived
  /// then.
  ///
  /// @return whether it has answered in time
  /// @throws IOException when the connection is gone
  boolean awaitAnswer() throws IOException {
    var asked =
        link.client().getConnection().sendGlobalRequest("keepalive@openssh.com", true, new byte[0]);
    boolean answered =
        Uninterrupted.call(
            () -> {
              try {
                asked.retrieve(SECONDS, TimeUnit.SECONDS);
                return true;
              } catch (ConnectionException e) {
                return !(e.getCause() instanceof TimeoutException); // "no" is an answer
              }
            });
    ensureOpen();
    return answered;
  }

  private void ensureOpen() throws IOException {
    if (!open()) {
      throw new IOException("not connected");
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
