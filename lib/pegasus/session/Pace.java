package pegasus.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// How many connections to one server may be on their way at once: OpenSSH drops some at random
/// beyond 10 that have not logged in yet (MaxStartups 10:30:100), and others may be knocking too.
final class Pace {
  private final int atOnce;
  private final Map<String, Semaphore> servers = new ConcurrentHashMap<>();

  Pace(int atOnce) {
    this.atOnce = atOnce;
  }

  /// Waits for a turn; closing it makes room for the next.
  Turn turn(String server) throws InterruptedException {
    var turns = servers.computeIfAbsent(server, s -> new Semaphore(atOnce, true));
    turns.acquire();
    return turns::release;
  }

  /// One connection's time to log in.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }
}
