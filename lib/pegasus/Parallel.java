package pegasus;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Does the same for each of some things, all at once.
final class Parallel {
  private Parallel() {}

  /// What an action gives that may take long.
  @FunctionalInterface
  interface Action<T, R> {
    R apply(T thing) throws InterruptedException;
  }

  /// Waits for all, and gives the results in the order of the things.
  static <T, R> List<R> map(List<T> things, Action<T, R> action) throws InterruptedException {
    Function<T, Callable<R>> task = thing -> () -> action.apply(thing);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.invokeAll(things.stream().map(task).toList()).stream()
          .map(Parallel::result)
          .toList();
    }
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        default -> throw new PegasusException("interrupted", e.getCause());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("invokeAll returns finished tasks", e);
    }
  }
}
