package pegasus;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A run that goes on in the background. Its threads do not keep the JVM alive: [#await()] it.
///
/// ```java
/// Run run = Queue.of("sleep 60", "sleep 61").start(hosts, Options.defaults());
/// run.running().forEach(IO::println);
/// run.cancel();
/// Report report = run.await();
/// ```
public final class Run {
  private static final int PATIENCE_SECONDS = 15;

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

  /// The commands that run now.
  ///
  /// @return the oldest first
  public List<Command> running() {
    return engine.control().running();
  }

  /// Waits for the end. A thread that is interrupted while it waits, or stopped by anything else,
  /// ends the run's commands, as [#cancel()] does, and waits until they are gone, if that does not
  /// take long.
  ///
  /// @return how it went
  /// @throws PegasusException when the run could not go on, or when this thread was interrupted
  public Report await() {
    return Patient.call(this::report, this::end);
  }

  private Report report() throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  /// The program may be at its end: its commands should be, too.
  private void end() {
    boolean interrupted = Thread.interrupted();
    try {
      cancel();
      task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (ExecutionException | TimeoutException e) {
      // There is a better reason why this is over.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    return switch (cause) {
      case Error error -> throw error;
      // Thrown on another thread: the caller's own line is what its reader looks for.
      case PegasusException known -> {
        known.fillInStackTrace();
        yield known;
      }
      case RuntimeException other -> other;
      default -> new PegasusException("the run was interrupted", cause);
    };
  }

  /// `run, 2 commands running`.
  @Override
  public String toString() {
    return task.isDone()
        ? "run, ended"
        : "run, " + Counted.of(running().size(), "command") + " running";
  }
}
