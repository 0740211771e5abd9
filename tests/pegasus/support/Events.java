package pegasus.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import pegasus.Event;

/// A listener that remembers what it heard.
public final class Events implements Consumer<Event> {
  // Guarded by this.
  private final List<Event> all = new ArrayList<>();

  @Override
  public synchronized void accept(Event event) {
    all.add(event);
    notifyAll();
  }

  public synchronized <T extends Event> List<T> all(Class<T> kind) {
    return stream(kind).toList();
  }

  /// The texts of all notices, in order.
  public List<String> notices() {
    return all(Event.Notice.class).stream().map(Event.Notice::text).toList();
  }

  /// Waits until there were `count` events of a kind, and returns the last of these.
  public synchronized <T extends Event> T await(Class<T> kind, int count)
      throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(FakeNodes.PATIENCE_SECONDS);
    while (stream(kind).count() < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no " + count + " times " + kind.getSimpleName() + " in " + all);
      }
      wait(left);
    }
    return stream(kind).skip(count - 1L).findFirst().orElseThrow();
  }

  private <T extends Event> Stream<T> stream(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }
}
