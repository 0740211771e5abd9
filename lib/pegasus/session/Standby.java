package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.transport.TransportException;

/// A login shell on the host that has started, and waits for its command: to start one takes longer
/// than to run a short command.
///
/// Nothing of the command is known before it is given, and one that is given none runs none: its
/// input ends with the channel.
final class Standby {
  /// So long one waits. What it has read of the account's start-up files is not older than this,
  /// and none is left beside a command that takes hours.
  private static final long MILLIS = 500;

  /// A shell reads its input byte by byte: what is longer, in bytes, is quicker without.
  private static final int LONGEST = 4096;

  private final CommandChannel channel;
  private final CommandStreams streams;
  private final CompletableFuture<Void> ready;
  // Empty when it has been let go.
  private final CompletableFuture<Optional<Output>> output = new CompletableFuture<>();

  private Standby(CommandChannel channel) {
    this.channel = channel;
    this.streams =
        new CommandStreams(
            (source, bytes, length) ->
                output.join().ifPresent(to -> to.accept(source, bytes, length)),
            channel::taken);
    this.ready =
        channel
            .opened()
            .thenAccept(this::start)
            .thenCompose(_ -> streams.group())
            .thenRun(() -> {});
    var _ = output.completeOnTimeout(Optional.empty(), MILLIS, TimeUnit.MILLISECONDS);
    var _ = output.thenAccept(to -> to.ifPresentOrElse(_ -> {}, this::abandon));
  }

  /// Starts one, and does not wait for it.
  ///
  /// @throws IOException when the connection is gone
  static Standby ask(SshConnection connection) throws IOException {
    return new Standby(connection.ask());
  }

  private void start(CommandChannel open) {
    try {
      open.send(Wrapper.WAIT, streams);
    } catch (TransportException e) {
      throw new CompletionException(e);
    }
  }

  // Only then the server's number of the channel is known.
  private void abandon() {
    var _ = channel.opened().thenAccept(CommandChannel::abandon);
  }

  CommandChannel channel() {
    return channel;
  }

  /// What the command writes, and before it the start-up files.
  CommandStreams streams() {
    return streams;
  }

  /// Completed when it waits for a command; in failure when it never will, with the server's reason
  /// if that wants no more channels.
  CompletableFuture<Void> ready() {
    return ready;
  }

  /// Whether it has been given a command, or let go.
  boolean over() {
    return output.isDone();
  }

  /// Gives it the command, if it still waits for one.
  ///
  /// @return whether it does
  boolean give(String command, Output to) throws IOException {
    byte[] bytes = Wrapper.given(command).getBytes(UTF_8);
    boolean able = bytes.length <= LONGEST && channel.takes(bytes.length);
    if (!able || channel.end().isDone() || !output.complete(Optional.of(to))) {
      return false;
    }
    channel.write(bytes);
    return true;
  }

  /// Lets it go, unless it has been given a command.
  void close() {
    output.complete(Optional.empty());
  }
}
