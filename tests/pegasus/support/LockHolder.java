package pegasus.support;

import java.io.IOException;
import java.nio.file.Path;
import pegasus.store.QueueLock;

/// Takes the lock of a queue, says so, and holds it until its standard input ends.
public final class LockHolder {
  private LockHolder() {}

  public static void main(String... queue) throws IOException {
    var lock = new QueueLock(Path.of(queue[0]).toRealPath(), "a holder");
    try (var _ = lock.acquire(() -> false, _ -> {}).orElseThrow()) {
      System.out.println("locked");
      while (System.in.read() >= 0) {
        // Nothing is said to it.
      }
    }
  }
}
