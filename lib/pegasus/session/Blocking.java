package pegasus.session;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Work that would hold the thread that carries a virtual one, such as reading what a process says:
/// with a thousand hosts, whose virtual threads have a handful of carriers, everything else would
/// wait. Platform threads do it, so many at once.
final class Blocking {
  private static final int IDLE_SECONDS = 1;

  private final ThreadPoolExecutor threads;

  Blocking(int atOnce, String name) {
    var factory = Thread.ofPlatform().daemon().name(name).factory();
    threads =
        new ThreadPoolExecutor(
            atOnce, atOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /// Returns when it is done; an interrupt of the caller interrupts the work, too.
  <T> T call(Uninterrupted.Work<T> work) throws IOException, InterruptedException {
    Future<T> begun = threads.submit(work::run);
    try {
      return begun.get();
    } catch (InterruptedException e) {
      begun.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }
}
