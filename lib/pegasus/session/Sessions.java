package pegasus.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import pegasus.Event;
import pegasus.Host;

/// The ways to all hosts: processes for this machine, SSH for the others. Nothing of SSH is loaded
/// before a host needs it.
public final class Sessions implements Connector {
  private final Optional<Path> sshConfig;
  private final Shells shells;
  private final Standbys.Timing timing;
  private final Consumer<Event> listener;
  private Optional<LocalShell> shell = Optional.empty(); // guarded by this
  private Optional<Connector> ssh = Optional.empty(); // guarded by this

  /// @param sshConfig the ssh_config to read instead of the user's, as in `ssh -F`
  /// @param shells of the commands; [Shells#WATCHED] ones of this machine end when this process
  ///   dies
  /// @param listener hears of what happens on the way, such as [Event.HostNotice]
  public Sessions(Optional<Path> sshConfig, Shells shells, Consumer<Event> listener) {
    this(sshConfig, shells, Standbys.Timing.USUAL, listener);
  }

  Sessions(
      Optional<Path> sshConfig, Shells shells, Standbys.Timing timing, Consumer<Event> listener) {
    this.timing = timing;
    this.sshConfig = sshConfig;
    this.shells = shells;
    this.listener = listener;
  }

  @Override
  public Session connect(Host host) throws InterruptedException {
    return host.local() ? new LocalSession(shell(), shells == Shells.WATCHED) : ssh().connect(host);
  }

  private synchronized LocalShell shell() {
    shell = Optional.of(shell.orElseGet(LocalShell::find));
    return shell.get();
  }

  private synchronized Connector ssh() {
    ssh =
        Optional.of(
            ssh.orElseGet(
                () -> new SshConnector(SshConfig.of(sshConfig), shells, timing, listener)));
    return ssh.get();
  }
}
