package pegasus.session;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.SessionChannel;
import net.schmizz.sshj.transport.TransportException;
import pegasus.Outcome;

/// An SSH channel that tells how its command ended at the moment it hears of it. (The library's own
/// only keeps the status for those who ask, and drops what a command wrote before a signal ended
/// it.)
@SuppressWarnings("MustBeClosedChecker") // it crashes on a constructor that begins before super()
final class CommandChannel extends SessionChannel {
  private final CompletableFuture<Outcome> end;
  private volatile long roundTrip;

  CommandChannel(Connection connection) {
    end = new CompletableFuture<>(); // first: from super() on, the connection's thread may call
    super(connection, StandardCharsets.UTF_8);
  }

  @Override
  public void open() throws ConnectionException, TransportException {
    long asked = System.nanoTime();
    super.open();
    roundTrip = System.nanoTime() - asked;
  }

  /// How long a question to the server and its answer took, in nanoseconds.
  long roundTrip() {
    return roundTrip;
  }

  /// Sends a command line and waits for nothing. If this throws, it has not been sent.
  void send(String line) throws TransportException {
    sendChannelRequest("exec", true, new Buffer.PlainBuffer().putString(line, getRemoteCharset()));
  }

  /// How the command ended, once that is known. What depends on it runs on the connection's thread:
  /// be brief.
  CompletableFuture<Outcome> end() {
    return end;
  }

  @Override
  public void handle(Message message, SSHPacket packet) throws SSHException {
    if (message == Message.CHANNEL_FAILURE) {
      end.complete(new Outcome.NotRun("the server refuses to run commands"));
    }
    super.handle(message, packet);
  }

  @Override
  public void handleRequest(String request, SSHPacket packet)
      throws ConnectionException, TransportException {
    try {
      switch (request) {
        case "exit-status" -> end.complete(new Outcome.Exited(packet.readUInt32AsInt()));
        case "exit-signal" -> end.complete(new Outcome.Signalled(signal(packet.readString())));
        default -> super.handleRequest(request, packet);
      }
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  /// RFC 4254 names the usual signals; for the others OpenSSH says `SIG@openssh.com`, whichever it
  /// was.
  private static String signal(String name) {
    return name.contains("@") ? "UNKNOWN" : name;
  }

  @Override
  public void notifyError(SSHException error) {
    end.complete(new Outcome.Lost("the connection broke: " + error.getMessage()));
    super.notifyError(error);
  }

  @Override
  protected void finishOff() {
    end.complete(new Outcome.Lost("the server closed the channel and told no exit status"));
    super.finishOff();
  }

  /// Asks the server to close, without waiting for it: what the command left running may hold the
  /// output open. The streams stay as they are, because data that arrives at a closed one breaks
  /// the whole connection.
  void abandon() {
    try {
      sendClose();
    } catch (TransportException e) {
      return; // the connection is gone, and the channel with it
    }
  }
}
