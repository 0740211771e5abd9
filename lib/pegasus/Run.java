package pegasus;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A run that goes on in the background. Its threads do not keep the JVM alive: [#await()] it.
public final class Run {
  private final Engine engine;
  private final FutureTask<Report> task;

  /// A command that runs.
  ///
  /// @param host where
  /// @param command as it was sent
  /// @param since when it was sent
  public record Command(Host host, String command, Instant since) {
    /// `[node-1] python train.py, since 2026-01-31T12:00:00Z`.
    @Override
    public String toString() {
      return "[%s] %s, since %s".formatted(host.label(), command, since.truncatedTo(SECONDS));
    }
  }

  private Run(Engine engine) {
    this.engine = engine;
    this.task = new FutureTask<>(engine::run);
  }

  static Run start(Engine engine) {
    var run = new Run(engine);
    Thread.ofVirtual().name("pegasus run").start(run.task);
    return run;
  }

  /// From the return of this call on the queue does not change: no job is taken from it, and none
  /// is put back. A command whose job was taken just before still starts; what runs, runs to its
  /// end.
  public void stop() {
    engine.control().stop();
  }

  /// Stops, and ends the commands that run: TERM to the whole process group of each, KILL to what
  /// is left of it five seconds later. What has left its group, as by `setsid`, is out of reach.
  /// Returns at once.
  public void cancel() {
    engine.control().cancel();
  }

  /// The commands that run now, the oldest first.
  public List<Command> running() {
    return engine.control().running();
  }

  /// Waits for the end. A thread that is interrupted while it waits ends the run's commands, as
  /// [#cancel()] does.
  ///
  /// @throws PegasusException when the run could not go on, or when this thread was interrupted
  public Report await() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw new PegasusException(
          "interrupted: no more jobs are taken, and the running commands are being ended", e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    return switch (cause) {
      case Error error -> throw error;
      // Thrown on another thread: the caller's own line belongs into the trace.
      case PegasusException known -> {
        known.addSuppressed(new Exception("asked for here"));
        yield known;
      }
      case RuntimeException other -> other;
      default -> new PegasusException("the run was interrupted", cause);
    };
  }
}
