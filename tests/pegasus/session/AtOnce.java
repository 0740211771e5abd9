package pegasus.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Many threads that do something at the same moment.
final class AtOnce {
  private AtOnce() {}

  /// What one of them does.
  interface Task<T> {
    T run(int number) throws Exception;
  }

  /// @return what came of each; the first failure is thrown
  static <T> List<T> run(int count, Task<T> task) throws Exception {
    var ready = new CountDownLatch(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, count).mapToObj(i -> call(ready, task, i)).toList();
      var results = new ArrayList<T>();
      for (var result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }

  private static <T> Callable<T> call(CountDownLatch ready, Task<T> task, int number) {
    return () -> {
      ready.countDown();
      ready.await();
      return task.run(number);
    };
  }
}
