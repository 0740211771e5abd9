package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.OpenFailException;
import pegasus.Host;
import pegasus.Outcome;

/// One host's commands over an SSH connection, each in a channel of its own. Sending one waits for
/// nothing but an open channel, and writes through the [Outbox]: an interrupt of the caller never
/// cuts a command in two.
final class SshSession implements Session {
  private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(150);

  // OpenSSH takes packets of 256 KiB at most, and hangs up on a longer one.
  private static final int LONGEST = 250_000;

  private final Host host;
  private final Shells shells;
  private final Standbys standbys;
  private volatile Seat seat;
  private volatile CommandChannels channels;
  private volatile boolean closed;
  private volatile boolean lost;

  /// @param seat left with this session
  SshSession(Host host, Seat seat, Shells shells, Standbys.Timing timing) {
    this.host = host;
    this.shells = shells;
    this.standbys = new Standbys(shells == Shells.AHEAD, timing);
    this.seat = seat;
    this.channels = new CommandChannels(seat.connection());
  }

  @Override
  public Running start(String command, Output output) {
    if (command.indexOf('\0') >= 0) {
      return new NotStarted("the command holds a NUL character, where a shell would end it");
    }
    if (!open()) {
      throw new SessionLost("the connection to " + host.label() + " is closed");
    }
    try {
      return send(command, output);
    } catch (IOException e) {
      throw new SessionLost(
          "%s takes no command over this connection: %s".formatted(host.label(), e.getMessage()),
          e);
    }
  }

  private Running send(String command, Output output) throws IOException {
    var standby = standbys.give(command, output);
    if (standby.isEmpty()) {
      return launch(command, output);
    }
    var given = standby.get();
    var running = watch(given.channel(), given.streams(), given.end());
    return new GivenCommand(running, () -> launch(command, output));
  }

  private Running launch(String command, Output output) throws IOException {
    String line = shells == Shells.WATCHED ? Wrapper.runWatched(command) : Wrapper.run(command);
    if (line.getBytes(UTF_8).length > LONGEST) {
      return new NotStarted(
          "the command is too long for SSH: %d characters; put it into a file on the host"
              .formatted(command.length()));
    }
    var channel = channel();
    var streams = new CommandStreams(output, channel::taken);
    channel.send(line, streams);
    return watch(channel, streams, channel.end());
  }

  private Running watch(
      CommandChannel channel, CommandStreams streams, CompletableFuture<Outcome> end) {
    var control = new SshControl(seat, channels, channel, streams.begun());
    var running = new RunningCommand(control, streams.flows(), GRACE);
    streams.whenDone(running::drained);
    var _ = end.thenAccept(how -> ended(running, how));
    channels.prepare(channel);
    standbys.started(streams, seat);
    return running;
  }

  /// A server may allow fewer channels than we share a connection for.
  private CommandChannel channel() throws IOException {
    try {
      return channels.take();
    } catch (OpenFailException e) {
      if (!seat.shared()) {
        throw e;
      }
      move();
      return channels.take();
    }
  }

  private void move() throws IOException {
    var before = seat;
    channels.close();
    standbys.close();
    seat = Uninterrupted.call(before::alone);
    channels = new CommandChannels(seat.connection());
    before.close();
    if (closed) {
      close();
    }
  }

  /// Known here before the library says so, whose own state lags behind what it tells.
  private void ended(RunningCommand running, Outcome how) {
    lost = lost || how instanceof Outcome.Lost;
    running.ended(how);
  }

  @Override
  public FileTree files() throws IOException {
    return new SftpTree(seat.connection().link().client());
  }

  @Override
  public boolean open() {
    return !closed && !lost && seat.connection().open();
  }

  @Override
  public void close() {
    closed = true;
    channels.close();
    standbys.close();
    seat.close();
  }
}
