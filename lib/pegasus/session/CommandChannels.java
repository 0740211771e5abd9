package pegasus.session;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;

/// The channels of one connection. The next command's is opened while the last command still runs,
/// which leaves one round trip between two commands instead of two, unless the server allows one
/// channel at a time only.
final class CommandChannels {
  private static final int SECONDS = 10;

  private final SSHClient client;
  private final AtomicReference<Optional<CompletableFuture<CommandChannel>>> next =
      new AtomicReference<>(Optional.empty());
  private volatile Optional<CommandChannel> last = Optional.empty();
  private volatile boolean severalAtOnce = true;

  CommandChannels(SSHClient client) {
    this.client = client;
  }

  /// An open channel for the next command.
  CommandChannel take() throws IOException {
    var prepared = prepared();
    return prepared.isPresent() ? prepared.get() : openAfterLast();
  }

  /// An open channel beside that of the command that runs now.
  CommandChannel takeBeside() throws IOException {
    var prepared = prepared();
    return prepared.isPresent() ? prepared.get() : open();
  }

  /// Opens the next one meanwhile.
  ///
  /// @param current the channel of the command that runs now
  void prepare(CommandChannel current) {
    last = Optional.of(current);
    if (severalAtOnce) {
      next.set(Optional.of(Uninterrupted.start(this::open)));
    }
  }

  private Optional<CommandChannel> prepared() {
    return next.getAndSet(Optional.empty()).flatMap(this::opened);
  }

  private Optional<CommandChannel> opened(CompletableFuture<CommandChannel> opening) {
    try {
      return Optional.of(Uninterrupted.result(opening)).filter(CommandChannel::isOpen);
    } catch (OpenFailException e) {
      severalAtOnce = false;
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The server may not have closed the last command's channel yet, and count it.
  private CommandChannel openAfterLast() throws IOException {
    try {
      return open();
    } catch (OpenFailException e) {
      if (last.isEmpty()) {
        throw e;
      }
      last.get().join(SECONDS, TimeUnit.SECONDS);
      return open();
    }
  }

  /// Asks the server something, and waits for its answer: what it sent before that has arrived
  /// then.
  void ask() throws IOException {
    var asked =
        client.getConnection().sendGlobalRequest("keepalive@openssh.com", true, new byte[0]);
    Uninterrupted.call(
        () -> {
          try {
            return asked.retrieve(SECONDS, TimeUnit.SECONDS);
          } catch (ConnectionException e) {
            return e; // "no" is an answer
          }
        });
    if (!client.isConnected()) {
      throw new IOException("not connected");
    }
  }

  private CommandChannel open() throws IOException {
    var channel = new CommandChannel(client.getConnection());
    channel.open();
    return channel;
  }
}
