package pegasus.cli;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import pegasus.Event;
import pegasus.Event.Source;
import pegasus.Host;

/// Picks the lines N, 2N, 3N ... of each command's stdout, and likewise of its stderr.
final class EveryNth {
  private final int n;

  // By identity: equal hosts are still two. A host runs one command at a time.
  private final Map<Host, Counts> counts = Collections.synchronizedMap(new IdentityHashMap<>());

  /// @param n 1 picks all lines, 0 none
  EveryNth(int n) {
    this.n = n;
  }

  /// Counts from 1 again on this host.
  void restart(Host host) {
    counts.remove(host);
  }

  /// The picked ones of the lines of `output`; may be empty.
  String pick(Event.Output output) {
    return switch (n) {
      case 0 -> "";
      case 1 -> output.text();
      default -> counts.computeIfAbsent(output.host(), host -> new Counts()).pick(output);
    };
  }

  /// Both sources may be written by a thread of their own.
  private final class Counts {
    private final Count stdout = new Count();
    private final Count stderr = new Count();

    String pick(Event.Output output) {
      return (output.source() == Source.STDOUT ? stdout : stderr).pick(output.text());
    }
  }

  private final class Count {
    private long seen;

    String pick(String lines) {
      var picked = new StringBuilder();
      for (int from = 0; from < lines.length(); ) {
        int next = lines.indexOf('\n', from) + 1;
        if (++seen % n == 0) {
          picked.append(lines, from, next);
        }
        from = next;
      }
      return picked.toString();
    }
  }
}
