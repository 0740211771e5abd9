package pegasus.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.schmizz.concurrent.Promise;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.transport.TransportException;

/// Asks a server for a sign of life now and then, and gives the connection up when several
/// questions in a row stay without an answer. (The library's own takes a thread per connection.)
final class KeepAlive {
  private final SSHClient client;
  private final Duration interval;
  private final int most;
  private final Executor later;
  private final Queue<Promise<SSHPacket, ConnectionException>> unanswered = new ArrayDeque<>();

  /// @param interval between two questions
  /// @param most how many may stay without an answer
  /// @param executor may block
  KeepAlive(SSHClient client, Duration interval, int most, Executor executor) {
    this.client = client;
    this.interval = interval;
    this.most = most;
    this.later =
        CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS, executor);
  }

  /// Begins. It ends with the connection.
  void start() {
    later.execute(this::ask);
  }

  private void ask() {
    if (!client.isConnected()) {
      return;
    }
    while (!unanswered.isEmpty() && unanswered.peek().isFulfilled()) {
      unanswered.remove();
    }
    try {
      if (unanswered.size() >= most) {
        throw new ConnectionException(
            DisconnectReason.CONNECTION_LOST,
            "no sign of life for %d s".formatted(interval.multipliedBy(most).toSeconds()));
      }
      unanswered.add(
          client.getConnection().sendGlobalRequest("keepalive@openssh.com", true, new byte[0]));
      start();
    } catch (ConnectionException | TransportException e) {
      client.getTransport().die(e);
    }
  }
}
