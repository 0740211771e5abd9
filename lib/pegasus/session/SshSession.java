package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Outcome;

/// Commands over one SSH connection, each in a channel of its own.
final class SshSession implements Session {
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(150);

  // OpenSSH takes packets of 256 KiB at most, and hangs up on a longer one.
  private static final int LONGEST = 250_000;

  private final Host host;
  private final SSHClient client;
  private final List<AutoCloseable> via;
  private final boolean killOnDisconnect;
  private final CommandChannels channels;
  private volatile boolean closed;
  private volatile boolean lost;

  /// @param client connected and authenticated
  /// @param via the connections to the jump hosts that it goes through, the nearest to the host
  ///   first
  /// @param killOnDisconnect whether commands end when the connection does
  SshSession(Host host, SSHClient client, List<AutoCloseable> via, boolean killOnDisconnect) {
    this.host = host;
    this.client = client;
    this.via = List.copyOf(via);
    this.killOnDisconnect = killOnDisconnect;
    this.channels = new CommandChannels(client);
  }

  @Override
  public Running start(String command, Output output) {
    if (command.indexOf('\0') >= 0) {
      return new NotStarted("the command holds a NUL character, where a shell would end it");
    }
    String line = killOnDisconnect ? Wrapper.runWatched(command) : Wrapper.run(command);
    if (line.getBytes(UTF_8).length > LONGEST) {
      return new NotStarted(
          "the command is too long for SSH: %d characters; put it into a file on the host"
              .formatted(command.length()));
    }
    if (!open()) {
      throw new SessionLost("the connection to " + host.label() + " is closed", null);
    }
    try {
      return Uninterrupted.call(() -> launch(line, output));
    } catch (IOException e) {
      throw new SessionLost(
          "%s takes no command over this connection: %s".formatted(host.label(), e.getMessage()),
          e);
    }
  }

  private Running launch(String line, Output output) throws IOException {
    var channel = channels.take();
    var stdout = channel.getInputStream();
    var stderr = new WrappedStderr(channel.getErrorStream());
    var out = new Pump(stdout, stdout::available, Source.STDOUT, output);
    var err = new Pump(stderr, stderr::available, Source.STDERR, output);
    var control = new SshControl(channels, channel, stderr.group());
    var running = new RunningCommand(control, List.of(out, err), GRACE);
    var _ = channel.end().thenAccept(how -> ended(running, how));
    channel.send(line);
    pump(out, running);
    pump(err, running);
    channels.prepare(channel);
    return running;
  }

  /// Known here before the library says so, whose own state lags behind what it tells.
  private void ended(RunningCommand running, Outcome how) {
    lost = lost || how instanceof Outcome.Lost;
    running.ended(how);
  }

  private static void pump(Pump pump, RunningCommand running) {
    Thread.startVirtualThread(
        () -> {
          pump.run();
          running.drained();
        });
  }

  @Override
  public FileTree files() throws IOException {
    return new SftpTree(client);
  }

  @Override
  public boolean open() {
    return !closed && !lost && client.isConnected() && client.isAuthenticated();
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
