package pegasus.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.connection.channel.direct.AbstractDirectChannel;
import net.schmizz.sshj.transport.TransportException;
import pegasus.Outcome;

/// An SSH channel for one command (RFC 4254, section 6) that nobody has to wait for: it tells on
/// the connection's thread when it is open, what comes, how the command ended, and when it is
/// closed. (The library's own wants a thread that waits for each of these, which costs more than
/// the rest of a short command.)
final class CommandChannel extends AbstractDirectChannel {
  private static final int STDERR = 1;

  private final CompletableFuture<CommandChannel> opened;
  private final CompletableFuture<Outcome> end;
  private final CompletableFuture<Void> closed;
  private final AtomicLong taken;
  private final Object closing;
  private volatile Optional<CommandStreams> streams;

  private CommandChannel(Connection connection) {
    opened = new CompletableFuture<>(); // first: from super() on, the connection's thread may call
    end = new CompletableFuture<>();
    closed = new CompletableFuture<>();
    taken = new AtomicLong();
    closing = new Object();
    streams = Optional.empty();
    super(connection, "session");
  }

  /// Asks for a new one.
  ///
  /// @throws TransportException when the connection is gone
  static CommandChannel ask(Connection connection) throws TransportException {
    var channel = new CommandChannel(connection);
    channel.trans.write(channel.buildOpenReq());
    return channel;
  }

  /// Itself once it is open, or an [SSHException]: [OpenFailException] when the server wants no
  /// more channels. What depends on it, here and below, runs on the connection's thread: be brief.
  CompletableFuture<CommandChannel> opened() {
    return opened;
  }

  /// How the command ended.
  CompletableFuture<Outcome> end() {
    return end;
  }

  /// Completed, never in failure, when both sides have closed it, or the connection is gone.
  CompletableFuture<Void> closed() {
    return closed;
  }

  /// Sends a command line and waits for nothing. If this throws, it has not been sent.
  ///
  /// @param to gets what the command writes
  void send(String line, CommandStreams to) throws TransportException {
    streams = Optional.of(to);
    if (closed.isDone()) {
      to.end();
    }
    send(line);
  }

  /// The same, and what the command writes is dropped.
  void send(String line) throws TransportException {
    trans.write(request("exec", true).putString(line, getRemoteCharset()));
  }

  /// Whether the server takes so many bytes for the command's standard input now.
  boolean takes(int bytes) {
    return rwin.getSize() >= bytes;
  }

  /// Writes to the command's standard input no more than the server takes, and waits for nothing.
  ///
  /// @return false when the channel is closed: the server would hang up on bytes that come then
  boolean write(byte[] bytes) throws SSHException {
    synchronized (closing) {
      if (isOpen()) {
        rwin.consume(bytes.length);
        trans.write(newBuffer(Message.CHANNEL_DATA).putBytes(bytes));
        return true;
      }
    }
    return false;
  }

  @Override
  protected void sendClose() throws TransportException {
    synchronized (closing) {
      super.sendClose();
    }
  }

  /// Asks the server to send the command a signal, which it may ignore.
  void signal(String name) throws TransportException {
    trans.write(request("signal", false).putString(name));
  }

  private SSHPacket request(String what, boolean answer) {
    return newBuffer(Message.CHANNEL_REQUEST).putString(what).putBoolean(answer);
  }

  /// Lets the server send as much more as the output took.
  void taken(int bytes) {
    if (taken.addAndGet(bytes) >= conn.getWindowSize() / 4) {
      long all = taken.getAndSet(0);
      lwin.expand(all);
      try {
        trans.write(newBuffer(Message.CHANNEL_WINDOW_ADJUST).putUInt32(all));
      } catch (TransportException e) {
        return; // the connection is gone, and nothing more comes
      }
    }
  }

  @Override
  public void handle(Message message, SSHPacket packet) throws SSHException {
    try {
      switch (message) {
        case CHANNEL_DATA -> receive(packet, false);
        case CHANNEL_EXTENDED_DATA -> receive(packet, packet.readUInt32AsInt() == STDERR);
        case CHANNEL_OPEN_FAILURE -> refuse(packet.readUInt32AsInt(), packet.readString());
        case CHANNEL_FAILURE ->
            end.complete(new Outcome.NotRun("the server refuses to run commands"));
        case CHANNEL_SUCCESS -> {} // it was sent, and more was not asked
        default -> super.handle(message, packet);
      }
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
    if (message == Message.CHANNEL_OPEN_CONFIRMATION) {
      opened.complete(this);
    }
  }

  private void refuse(int reason, String text) {
    opened.completeExceptionally(new OpenFailException(getType(), reason, text));
    finishOff();
  }

  private void receive(SSHPacket packet, boolean stderr)
      throws Buffer.BufferException, ConnectionException {
    var bytes = packet.readBytes();
    lwin.consume(bytes.length);
    if (streams.isEmpty()) {
      taken(bytes.length);
    } else if (stderr) {
      streams.get().stderr(bytes);
    } else {
      streams.get().stdout(bytes);
    }
  }

  @Override
  public void handleRequest(String request, SSHPacket packet)
      throws ConnectionException, TransportException {
    try {
      switch (request) {
        case "exit-status" -> end.complete(new Outcome.Exited(packet.readUInt32AsInt()));
        case "exit-signal" -> end.complete(new Outcome.Signalled(signalName(packet.readString())));
        default -> super.handleRequest(request, packet);
      }
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  /// RFC 4254 names the usual signals; for the others OpenSSH says `SIG@openssh.com`, whichever it
  /// was.
  private static String signalName(String name) {
    return name.contains("@") ? "UNKNOWN" : name;
  }

  @Override
  protected void eofInputStreams() {
    streams.ifPresent(CommandStreams::end);
  }

  /// There is nothing to close, and no end of an input to be told.
  @Override
  protected void closeAllStreams() {
    eofInputStreams();
  }

  @Override
  public void notifyError(SSHException error) {
    opened.completeExceptionally(error);
    lose("the connection broke: " + error.getMessage());
    super.notifyError(error);
  }

  @Override
  protected void finishOff() {
    lose("the server closed the channel and told no exit status");
    eofInputStreams();
    super.finishOff();
    closed.complete(null);
  }

  private void lose(String why) {
    end.complete(new Outcome.Lost(why));
  }

  /// Nobody wants to hear of the command any more.
  void leave() {
    lose("its session was closed");
    abandon();
  }

  /// Asks the server to close, without waiting for it: what the command left running may hold the
  /// output open.
  void abandon() {
    try {
      sendClose();
    } catch (TransportException e) {
      return; // the connection is gone, and the channel with it
    }
  }
}
