package pegasus.session;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// Work that an interrupt of the caller must not cut in two: a command is sent, or it is not; and a
/// virtual thread that is interrupted in a socket closes it. It is done on a thread of its own,
/// which nobody knows to interrupt; the caller stays interrupted for whatever it does next.
///
/// Platform threads: those that carry virtual ones may all be held by writes to a terminal that is
/// paused, and just then a command must end. And for the first virtual thread that waits for a
/// socket the JDK starts one that waits in native code for ever after; such a one holds up the
/// JVM's exit for 300 ms.
final class Uninterrupted {
  private Uninterrupted() {}

  /// Work on a connection or a process.
  interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  /// Does it, and returns when it is done.
  static <T> T call(Work<T> work) throws IOException {
    return result(start(work));
  }

  /// Does it, and returns when it is done, or when the caller is interrupted: then it goes on, and
  /// what comes out of it is let go.
  static <T> T callOrLeave(Work<T> work, Consumer<T> letGo)
      throws IOException, InterruptedException {
    CompletableFuture<T> started = start(work);
    try {
      started.copy().get();
    } catch (InterruptedException e) {
      var _ = started.thenAccept(letGo);
      throw e;
    } catch (ExecutionException e) {
      // As it is told below.
    }
    return result(started);
  }

  /// Does it meanwhile.
  static <T> CompletableFuture<T> start(Work<T> work) {
    var result = new CompletableFuture<T>();
    Thread.ofPlatform().daemon().name("pegasus-work").start(() -> complete(result, work));
    return result;
  }

  /// What came out of it, once that is known.
  static <T> T result(CompletableFuture<T> started) throws IOException {
    try {
      return started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Work<T> work) {
    try {
      result.complete(work.run());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
