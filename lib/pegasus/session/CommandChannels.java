package pegasus.session;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.OpenFailException;

/// The channels of one session. The next command's is opened while this one runs, which leaves one
/// round trip between two commands instead of two, unless the server allows one channel at a time
/// only. Two are open at the most, and a third for a moment when a command is ended.
final class CommandChannels {
  private static final int SECONDS = 30;

  /// So often a server refuses the next channel before we believe that it never will allow it.
  private static final int PROBES = 3;

  private final SshConnection connection;
  private Optional<CommandChannel> current = Optional.empty(); // guarded by this
  private Optional<CommandChannel> next = Optional.empty(); // guarded by this
  private int refusals; // guarded by this: of the next one, in a row
  private boolean closed; // guarded by this

  CommandChannels(SshConnection connection) {
    this.connection = connection;
  }

  /// An open channel for the next command.
  ///
  /// @throws OpenFailException when the server wants no more channels
  CommandChannel take() throws IOException {
    var prepared = prepared();
    return prepared.isPresent() ? prepared.get() : openAfterLast();
  }

  /// An open channel beside that of the command that runs now.
  CommandChannel takeBeside() throws IOException {
    var prepared = prepared();
    return prepared.isPresent() ? prepared.get() : open();
  }

  /// Opens the next one meanwhile, as soon as the server has closed that of the command before: it
  /// counts those.
  ///
  /// @param running the channel of the command that was sent just now
  void prepare(CommandChannel running) {
    var before = setCurrent(running);
    before.ifPresentOrElse(last -> last.closed().thenRun(this::askForNext), this::askForNext);
  }

  private synchronized Optional<CommandChannel> setCurrent(CommandChannel running) {
    var before = current;
    current = Optional.of(running);
    return before;
  }

  private synchronized void askForNext() {
    if (refusals < PROBES && !closed && next.isEmpty()) {
      try {
        next = Optional.of(connection.ask());
      } catch (IOException e) {
        return; // the connection is gone, as the next command will see
      }
    }
  }

  private Optional<CommandChannel> prepared() {
    var prepared = takeNext();
    try {
      return prepared.isEmpty() ? prepared : Optional.of(allowed(opened(prepared.get())));
    } catch (OpenFailException e) {
      refused();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private synchronized Optional<CommandChannel> takeNext() {
    var taken = next;
    next = Optional.empty();
    return taken;
  }

  private synchronized CommandChannel allowed(CommandChannel opened) throws IOException {
    refusals = 0;
    if (!opened.isOpen()) {
      throw new IOException("closed already");
    }
    return opened;
  }

  private synchronized void refused() {
    refusals++;
  }

  /// The server may not have closed the last command's channel yet, and count it. It forgets it
  /// once it is through with what it has read: an answer tells so.
  private CommandChannel openAfterLast() throws IOException {
    try {
      return open();
    } catch (OpenFailException e) {
      var last = last();
      if (last.isPresent()) {
        await(last.get().closed());
      }
      connection.awaitAnswer();
      return open();
    }
  }

  private synchronized Optional<CommandChannel> last() {
    return current;
  }

  private CommandChannel open() throws IOException {
    return opened(connection.ask());
  }

  /// One that opens too late is closed again: the server counts it.
  private static CommandChannel opened(CommandChannel asked) throws IOException {
    try {
      return await(asked.opened());
    } catch (IOException e) {
      var _ = asked.opened().thenAccept(CommandChannel::abandon);
      throw e;
    }
  }

  /// Whatever happens to the thread that waits: an interrupt does not cut this short.
  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.copy().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException("no answer within " + SECONDS + " s", e);
    }
  }

  /// Closes them all. What runs goes on, but nobody hears of it.
  synchronized void close() {
    closed = true;
    current.ifPresent(CommandChannel::leave);
    next.ifPresent(unused -> unused.opened().thenAccept(CommandChannel::abandon));
  }
}
