package pegasus.session;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/// Signals to a command over SSH.
///
/// @param channels of the same session
/// @param channel where the command runs
/// @param group its process group on the host, once it is known
record SshControl(
    SshConnection connection,
    CommandChannels channels,
    CommandChannel channel,
    CompletableFuture<Long> group)
    implements RunningCommand.Control {
  private static final int SECONDS = 10;
  private static final int TURNS = 5;

  @Override
  public boolean signal(Running.Signal signal) {
    if (succeeds(leader -> Wrapper.kill(signal, leader))) {
      return true;
    }
    boolean gone = gone();
    if (!gone) {
      toChannel(signal);
    }
    return !gone;
  }

  @Override
  public boolean gone() {
    return succeeds(Wrapper::look);
  }

  /// Runs something about the group through a second channel: sshd refuses a request to signal for
  /// root.
  ///
  /// @return false also when there is no channel to be had, or a server that told no group
  private boolean succeeds(LongFunction<String> about) {
    try {
      return Uninterrupted.call(() -> run(about.apply(soon(group))));
    } catch (IOException | CompletionException | CancellationException e) {
      return false;
    }
  }

  private boolean run(String line) throws IOException {
    var second = channels.takeBeside();
    second.send(line);
    return soon(second.end()).ok();
  }

  private static <T> T soon(CompletableFuture<T> future) {
    return future.copy().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /// Through a request to the server, which may ignore it.
  private void toChannel(Running.Signal signal) {
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
      for (int turn = 0; turn < TURNS; turn++) {
        connection.awaitAnswer();
      }
    } catch (IOException e) {
      return; // no connection, no more output
    }
  }

  @Override
  public void release() {
    channel.abandon();
  }
}
