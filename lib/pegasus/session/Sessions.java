package pegasus.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import pegasus.Event;
import pegasus.Host;

/// The ways to all hosts: processes for this machine, SSH for the others. Nothing of SSH is loaded
/// before a host needs it.
public final class Sessions implements Connector, AutoCloseable {
  private final Optional<Path> sshConfig;
  private final boolean killOnDisconnect;
  private final Consumer<Event> listener;
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
  private Optional<LocalShell> shell = Optional.empty(); // guarded by this
  private Optional<Connector> ssh = Optional.empty(); // guarded by this

  /// @param sshConfig the ssh_config to read instead of the user's, as in `ssh -F`
  /// @param killOnDisconnect whether commands end when their connection breaks or is closed, or
  ///   this process dies; otherwise they go on
  /// @param listener hears of what happens on the way, such as [Event.HostNotice]
  public Sessions(Optional<Path> sshConfig, boolean killOnDisconnect, Consumer<Event> listener) {
    this.sshConfig = sshConfig;
    this.killOnDisconnect = killOnDisconnect;
    this.listener = listener;
  }

  @Override
  public Session connect(Host host) throws InterruptedException {
    var session = host.local() ? new LocalSession(shell(), killOnDisconnect) : ssh().connect(host);
    sessions.removeIf(known -> !known.open());
    sessions.add(session);
    return session;
  }

  /// Closes the sessions that are still open.
  @Override
  public void close() {
    sessions.forEach(Session::close);
  }

  private synchronized LocalShell shell() {
    shell = Optional.of(shell.orElseGet(LocalShell::find));
    return shell.get();
  }

  private synchronized Connector ssh() {
    ssh = Optional.of(ssh.orElseGet(() -> new SshConnector(sshConfig, killOnDisconnect, listener)));
    return ssh.get();
  }
}
