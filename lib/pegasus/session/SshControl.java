package pegasus.session;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.OpenFailException;
import pegasus.Outcome;
import pegasus.session.Running.Signal;

/// Signals to a command over SSH.
final class SshControl implements RunningCommand.Control {
  private static final int SECONDS = 10;
  private static final int TURNS = 5;

  /// A command tells its group as the first thing it does.
  private static final int SECONDS_TO_BEGIN = 2;

  private final Seat seat;
  private final CommandChannels channels;
  private final CommandChannel channel;
  private final CompletableFuture<Long> told;
  // Where it is in another group than the one that it told.
  private volatile Optional<Long> other = Optional.empty();
  // Its process was signalled alone: nobody knows what that had started.
  private volatile boolean alone;

  /// @param channels of the same session
  /// @param channel where the command runs
  /// @param told its process group on the host, once it is known
  SshControl(
      Seat seat, CommandChannels channels, CommandChannel channel, CompletableFuture<Long> told) {
    this.seat = seat;
    this.channels = channels;
    this.channel = channel;
    this.told = told;
  }

  @Override
  public boolean signal(Signal signal) {
    var sent = group().flatMap(group -> send(signal, group));
    alone = alone || sent.equals(Optional.of(new Outcome.Exited(Wrapper.ALONE)));
    if (alone || sent.filter(Outcome::ok).isPresent()) {
      return true;
    }
    if (sent.equals(Optional.of(new Outcome.Exited(Wrapper.NOBODY)))) {
      return false;
    }
    toChannel(signal);
    return true;
  }

  @Override
  public boolean gone() {
    return !alone
        && told.isDone()
        && group()
            .flatMap(group -> run(Wrapper.look(group), nowhere()))
            .filter(Outcome::ok)
            .isPresent();
  }

  /// Empty for a server that told none: it runs something else than what it was asked to.
  private Optional<Long> group() {
    try {
      return other.or(() -> Optional.of(soon(told, SECONDS_TO_BEGIN)));
    } catch (CompletionException | CancellationException e) {
      return Optional.empty();
    }
  }

  private Optional<Outcome> send(Signal signal, long group) {
    var streams = nowhere();
    var end = run(Wrapper.kill(signal, group), streams);
    if (end.isPresent()) {
      other = found(streams).or(() -> other);
    }
    return end;
  }

  private static Optional<Long> found(CommandStreams streams) {
    try {
      return Optional.of(soon(streams.group(), SECONDS));
    } catch (CompletionException | CancellationException e) {
      return Optional.empty();
    }
  }

  private static CommandStreams nowhere() {
    return new CommandStreams((_, _, _) -> {}, _ -> {});
  }

  /// Runs something about the group through a second channel: sshd refuses a request to signal for
  /// root.
  ///
  /// @return empty when there is no way to be had, or no answer
  private Optional<Outcome> run(String line, CommandStreams streams) {
    try {
      return Optional.of(Uninterrupted.call(() -> runBeside(line, streams)));
    } catch (IOException | CompletionException | CancellationException e) {
      return Optional.empty();
    }
  }

  private Outcome runBeside(String line, CommandStreams streams)
      throws IOException, InterruptedException {
    try {
      return runOn(channels.takeBeside(), line, streams);
    } catch (OpenFailException e) {
      return runApart(line, streams);
    }
  }

  /// Over a connection for that alone: the server allows no second channel on the command's own.
  private Outcome runApart(String line, CommandStreams streams)
      throws IOException, InterruptedException {
    try (Seat own = seat.alone()) {
      return runOn(new CommandChannels(own.connection()).take(), line, streams);
    }
  }

  private static Outcome runOn(CommandChannel second, String line, CommandStreams streams)
      throws IOException {
    try {
      second.send(line, streams);
      return soon(second.end(), SECONDS);
    } catch (CompletionException e) {
      second.abandon();
      throw e;
    }
  }

  private static <T> T soon(CompletableFuture<T> future, int seconds) {
    return future.copy().orTimeout(seconds, TimeUnit.SECONDS).join();
  }

  /// Through a request to the server, which may ignore it.
  private void toChannel(Signal signal) {
    try {
      channel.signal(signal.name());
    } catch (IOException e) {
      return; // the connection is gone, and takes no signals any more
    }
  }

  // A busy server tells the exit status before it has read the last of the output. It handles its
  // input and the output of commands in turns, so that each answer is one turn; a turn moves 16 KiB
  // at least, and a pipe holds 64.
  @Override
  public void settle() {
    try {
      for (int turn = 0; turn < TURNS && seat.connection().awaitAnswer(); turn++) {}
    } catch (IOException e) {
      return; // no connection, no more output
    }
  }

  @Override
  public void release() {
    channel.abandon();
  }
}
