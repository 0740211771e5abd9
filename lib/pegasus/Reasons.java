package pegasus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Remembers why there is no way to a host, as it was told last.
final class Reasons implements Consumer<Event> {
  private final Map<Host, String> known = new ConcurrentHashMap<>();
  private final Consumer<Event> next;

  /// @param next hears all events, too
  Reasons(Consumer<Event> next) {
    this.next = next;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof Event.Unreachable(Host host, String reason)) {
      known.put(host, reason);
    }
    next.accept(event);
  }

  /// One of them; empty when there is none.
  String any() {
    return known.values().stream().findFirst().orElse("");
  }

  /// Those of these hosts, in their order.
  Map<Host, String> of(List<Host> hosts) {
    var reasons = new LinkedHashMap<Host, String>();
    hosts.stream().filter(known::containsKey).forEach(host -> reasons.put(host, known.get(host)));
    return reasons;
  }
}
