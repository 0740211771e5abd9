package pegasus;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What ends a run before its time: a wish from outside to take no more jobs, or to end what runs,
/// or a failure inside.
final class Control {
  private final Gate gate = new Gate();
  private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
  private final Changes stops;
  private final Runnable tidy;
  private volatile boolean cancelled;
  // Guarded by this.
  private Optional<Throwable> failure = Optional.empty();

  /// @param changes hears of a stop
  /// @param tidy leaves the queue as it is to stay; called when nothing is taken any more, and
  ///   before anybody hears of that
  Control(Changes changes, Runnable tidy) {
    this.stops = changes;
    this.tidy = tidy;
  }

  Gate gate() {
    return gate;
  }

  /// From its return on the queue does not change any more.
  void stop() {
    gate.shut();
    tidy.run();
    stops.happened();
  }

  boolean stopped() {
    return gate.isShut();
  }

  /// Stops, and ends the commands that run.
  void cancel() {
    stop();
    cancelled = true;
    executions.forEach(Execution::cancel);
  }

  /// Ends the command of one job, if it runs.
  @SuppressWarnings("ReferenceEquality") // equal jobs may be different ones
  void cancel(Job job) {
    executions.stream().filter(execution -> execution.job() == job).forEach(Execution::cancel);
  }

  /// The commands that run now, the oldest first.
  List<Run.Command> running() {
    return executions.stream()
        .flatMap(execution -> execution.running().stream())
        .sorted(Comparator.comparing(Run.Command::since))
        .toList();
  }

  /// Registers a command that is to run; cancels it if everything was to end meanwhile.
  void add(Execution execution) {
    executions.add(execution);
    if (cancelled) {
      execution.cancel();
    }
  }

  void remove(Execution execution) {
    executions.remove(execution);
  }

  /// Stops because of something that nobody here expected. What runs is still seen to its end.
  void fail(Throwable unexpected) {
    synchronized (this) {
      failure = failure.or(() -> Optional.of(unexpected));
    }
    stop();
  }

  /// Throws what the run failed with first, if it did.
  synchronized void rethrowFailure() {
    failure.ifPresent(Control::rethrow);
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  /// `listener`, but what it throws ends the run, and not the thread that it happens to be called
  /// on.
  Consumer<Event> guard(Consumer<Event> listener) {
    return event -> {
      try {
        listener.accept(event);
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    };
  }
}
