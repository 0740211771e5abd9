package pegasus.session;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.direct.Signal;

/// Signals to a command over SSH.
///
/// @param channels of the same connection
/// @param channel where the command runs
/// @param group its process group on the host, once it is known
record SshControl(CommandChannels channels, CommandChannel channel, CompletableFuture<Long> group)
    implements RunningCommand.Control {
  private static final int SECONDS = 10;

  @Override
  public void signal(Running.Signal signal) {
    try {
      Uninterrupted.call(() -> toGroup(signal) || toChannel(signal));
    } catch (IOException e) {
      return; // the connection is gone, and takes no signals any more
    }
  }

  /// Through a second channel, because sshd refuses a request to signal for root.
  private boolean toGroup(Running.Signal signal) {
    try {
      long leader = soon(group);
      var second = channels.takeBeside();
      second.send(Wrapper.kill(signal, leader));
      return soon(second.end()).ok();
    } catch (IOException | CompletionException | CancellationException e) {
      return false; // no channel to be had, or a server that told no group
    }
  }

  private static <T> T soon(CompletableFuture<T> future) {
    return future.copy().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /// Through a request to the server, which may ignore it.
  private boolean toChannel(Running.Signal signal) throws IOException {
    channel.signal(Signal.fromString(signal.name()));
    return true;
  }

  @Override
  public void release() {
    Thread.startVirtualThread(channel::abandon);
  }
}
