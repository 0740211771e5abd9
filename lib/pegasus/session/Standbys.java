package pegasus.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.schmizz.sshj.connection.channel.OpenFailException;

/// The shells that wait for the next commands of one session. Two at the most: with one, it would
/// not be ready when a command is as short as the start of a shell.
final class Standbys {
  private static final int MOST = 2;
  private static final int SECONDS = 1;

  /// Commands that start within this time of each other are short.
  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(100);

  /// @param clock nanoseconds from any point in time
  /// @param patience how long a shell waits for its command. What it has read of the account's
  ///   start-up files is not older than that, and none is left beside a command that takes hours
  record Timing(LongSupplier clock, Duration patience) {
    static final Timing USUAL = new Timing(System::nanoTime, Duration.ofMillis(500));
  }

  private final Timing timing;
  private OptionalLong lastStart = OptionalLong.empty();
  private volatile boolean grouped; // a command has told its group: there is a shell that does
  private boolean proven; // one that waited has got its command

  // guarded by this
  private final Queue<Standby> waiting = new ArrayDeque<>();
  private int most;

  /// @param wanted whether there will be any
  Standbys(boolean wanted, Timing timing) {
    this.most = wanted ? MOST : 0;
    this.timing = timing;
  }

  /// Told of each command that was sent. Starts the shells of the next ones, if it is worth it and
  /// the connection has channels to spare.
  void started(CommandStreams command, Seat seat) {
    var _ = command.group().thenRun(() -> grouped = true);
    long now = timing.clock().getAsLong();
    boolean quick = lastStart.isPresent() && now - lastStart.getAsLong() < SHORT;
    lastStart = OptionalLong.of(now);
    if (quick && grouped && !seat.shared()) {
      prepare(seat.connection());
    }
  }

  private synchronized void prepare(SshConnection connection) {
    waiting.removeIf(Standby::over);
    try {
      while (waiting.size() < most) {
        waiting.add(Standby.ask(connection, timing.patience()));
      }
    } catch (IOException e) {
      most = 0; // the connection is gone, as the next command will see
    }
  }

  /// Gives a command to the first of them, which may be about to get ready.
  ///
  /// @return empty when none could take it: the command was not sent
  /// @throws IOException likewise, because the connection is gone
  Optional<Standby> give(String command, Output output) throws IOException {
    if (!Standby.suits(command)) {
      return Optional.empty();
    }
    for (var next = poll(); next.isPresent(); next = poll()) {
      if (ready(next.get()) && next.get().give(command) && !ended(next.get())) {
        next.get().deliver(output);
        return next;
      }
      next.get().close();
    }
    return Optional.empty();
  }

  /// Whether it ended without having read its command, as where commands have no standard input.
  /// When one has read its own, the others are trusted to.
  private boolean ended(Standby given) {
    try {
      if (!proven) {
        await(given.begun());
        proven = true;
      }
      return false;
    } catch (CompletionException e) {
      boolean unread = given.unread();
      if (unread) {
        fewer(e.getCause());
      }
      return unread;
    }
  }

  private synchronized Optional<Standby> poll() {
    waiting.removeIf(Standby::over);
    return Optional.ofNullable(waiting.poll());
  }

  private boolean ready(Standby standby) {
    try {
      await(standby.ready());
      return true;
    } catch (CompletionException e) {
      if (!standby.over()) {
        fewer(e.getCause());
      }
      return false;
    }
  }

  private static void await(CompletableFuture<Long> told) {
    told.copy().orTimeout(SECONDS, TimeUnit.SECONDS).join();
  }

  /// A server may allow fewer channels; and where the login shell is not one that can wait like
  /// this, there will be none.
  private synchronized void fewer(Throwable reason) {
    most = reason instanceof OpenFailException ? most - 1 : 0;
  }

  /// Lets all of them go.
  synchronized void close() {
    waiting.forEach(Standby::close);
    waiting.clear();
  }
}
