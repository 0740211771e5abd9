package pegasus.session;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds a value once for each key, however many ask at once. A failure is not kept.
final class Once<K, V> {
  private final Map<K, Slot<V>> slots = new ConcurrentHashMap<>();

  /// How to find a value.
  interface Finder<K, V> {
    V find(K key) throws IOException, InterruptedException;
  }

  private static final class Slot<V> {
    private Optional<V> value = Optional.empty(); // guarded by this
  }

  V get(K key, Finder<K, V> finder) throws IOException, InterruptedException {
    var slot = slots.computeIfAbsent(key, k -> new Slot<>());
    synchronized (slot) {
      if (slot.value.isEmpty()) {
        slot.value = Optional.of(finder.find(key));
      }
      return slot.value.get();
    }
  }
}
