package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.transport.TransportException;
import pegasus.Outcome;

/// A login shell on the host that has started, and waits for its command: to start one takes longer
/// than to run a short command.
///
/// Nothing of the command is known before it is given, and one that is given none runs none: its
/// input ends with the channel.
final class Standby {
  /// In bytes. A shell reads its input byte by byte: what is longer is quicker without.
  private static final int LONGEST = 4096;

  /// How a command ended that the shell has not read.
  static final Outcome NOT_RUN =
      new Outcome.NotRun("the shell that waited for it on the host ended first");

  private final CommandChannel channel;
  private final CommandStreams streams;
  private final CompletableFuture<Long> ready;
  // Whether it has been given a command, or let go; and after that, whose output is whose.
  private final CompletableFuture<Boolean> given = new CompletableFuture<>();
  private final CompletableFuture<Optional<Output>> output = new CompletableFuture<>();

  private Standby(CommandChannel channel, Duration patience) {
    this.channel = channel;
    this.streams =
        CommandStreams.ofWaiting(
            (source, bytes, length) ->
                output.join().ifPresent(to -> to.accept(source, bytes, length)),
            channel::taken);
    this.ready = channel.opened().thenAccept(this::start).thenCompose(_ -> streams.group());
    var _ = given.completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS);
    var _ = given.thenAccept(used -> letGo(!used));
  }

  /// Starts one, and does not wait for it.
  ///
  /// @param patience after which it is let go
  /// @throws IOException when the connection is gone
  static Standby ask(SshConnection connection, Duration patience) throws IOException {
    return new Standby(connection.ask(), patience);
  }

  /// Whether it makes sense to give it this command.
  static boolean suits(String command) {
    return command.length() <= LONGEST && command.getBytes(UTF_8).length <= LONGEST;
  }

  private void start(CommandChannel open) {
    try {
      open.send(Wrapper.waiting(), streams);
    } catch (TransportException e) {
      throw new CompletionException(e);
    }
  }

  private void letGo(boolean unused) {
    if (unused) {
      close();
      // Before it is open, the server's number of the channel is not known.
      var _ = channel.opened().thenAccept(CommandChannel::abandon);
    }
  }

  CommandChannel channel() {
    return channel;
  }

  /// What the command writes, and before it the start-up files.
  CommandStreams streams() {
    return streams;
  }

  /// Completed when it waits for a command, with its process group; in failure when it never will,
  /// with the server's reason if that wants no more channels.
  CompletableFuture<Long> ready() {
    return ready;
  }

  /// Completed when it has its command; cancelled when that will not be told any more.
  CompletableFuture<Long> begun() {
    return streams.begun();
  }

  /// Whether it is known to have ended without having read its command.
  boolean unread() {
    return unread(channel.end().getNow(NOT_RUN));
  }

  // Where the connection is gone nobody knows.
  private boolean unread(Outcome how) {
    return streams.notBegun() && !(how instanceof Outcome.Lost);
  }

  /// How its command ended.
  CompletableFuture<Outcome> end() {
    var told = begun().handle((_, _) -> true);
    return channel.end().thenCombine(told, (how, _) -> unread(how) ? NOT_RUN : how);
  }

  /// Whether it has been given a command, or let go.
  boolean over() {
    return given.isDone();
  }

  /// Gives it a command that suits, if it still waits for one.
  ///
  /// @return whether it does
  boolean give(String command) throws IOException {
    byte[] bytes = Wrapper.given(command).getBytes(UTF_8);
    boolean waits = !channel.end().isDone() && channel.takes(bytes.length);
    return waits && given.complete(true) && channel.write(bytes);
  }

  /// Where its output goes, once it is known to have its command.
  void deliver(Output to) {
    output.complete(Optional.of(to));
  }

  /// Lets it go, unless it has been given a command; then only its output is dropped.
  void close() {
    given.complete(false);
    output.complete(Optional.empty());
  }
}
