package pegasus.session;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import pegasus.Event.Source;
import pegasus.Host;

/// Commands over one SSH connection, each in a channel of its own.
final class SshSession implements Session {
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(150);

  private final Host host;
  private final SSHClient client;
  private final List<AutoCloseable> via;
  private final CommandChannels channels;
  private volatile boolean closed;

  /// @param client connected and authenticated
  /// @param via the connections to the jump hosts that it goes through, the nearest to the host first
  SshSession(Host host, SSHClient client, List<AutoCloseable> via) {
    this.host = host;
    this.client = client;
    this.via = List.copyOf(via);
    this.channels = new CommandChannels(client);
  }

  @Override
  public Running start(String command, Output output) {
    if (command.indexOf('\0') >= 0) {
      return new NotStarted("the command holds a NUL character, where a shell would end it");
    }
    if (!open()) {
      throw new SessionLost("the connection to " + host.label() + " is closed", null);
    }
    try {
      return Uninterrupted.call(() -> launch(command, output));
    } catch (IOException e) {
      throw new SessionLost(
          "%s takes no command over this connection: %s".formatted(host.label(), e.getMessage()),
          e);
    }
  }

  private Running launch(String command, Output output) throws IOException {
    var channel = channels.take();
    var stderr = new WrappedStderr(channel.getErrorStream());
    var out = new Pump(channel.getInputStream(), Source.STDOUT, output);
    var err = new Pump(stderr, Source.STDERR, output);
    var control = new SshControl(channels, channel, stderr.group());
    // A window that was full may need a round trip before the last bytes come.
    var execution = new Execution(control, List.of(out, err), GRACE + 2 * channel.roundTrip());
    channel.end().thenAccept(execution::ended);
    channel.send(Wrapper.run(command));
    pump(out, execution);
    pump(err, execution);
    channels.prepare(channel);
    return execution;
  }

  private static void pump(Pump pump, Execution execution) {
    Thread.startVirtualThread(
        () -> {
          pump.run();
          execution.drained();
        });
  }

  @Override
  public boolean open() {
    return !closed && client.isConnected() && client.isAuthenticated();
  }

  @Override
  public void close() {
    closed = true;
    closeQuietly(client);
    via.forEach(SshSession::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable connection) {
    try {
      connection.close();
    } catch (Exception e) {
      return; // it is as good as closed, and nobody can do anything about it
    }
  }
}
