package pegasus.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What is to be done about runs of Pegasus that died.
public final class Recovery {
  private static final String REASON = "Pegasus died while it ran";

  private Recovery() {}

  /// Writes into the journal that the commands which dead runs left running are lost.
  ///
  /// Callers hold the queue's lock.
  ///
  /// @param target the queue's file itself, not a link to it
  /// @return those commands, the oldest first; each is returned once
  public static List<History.Past> settle(Path target, Journal journal, Instant now) {
    Set<String> dead = Set.copyOf(RunMark.dead(target));
    if (dead.isEmpty()) {
      return List.of();
    }
    List<History.Past> lost =
        journal.history().all().stream()
            .filter(past -> past.isOpen() && dead.contains(past.run()))
            .toList();
    journal.append(lost.stream().map(past -> JournalLine.lost(past.id(), REASON, now)).toList());
    dead.forEach(run -> RunMark.clear(target, run));
    return lost;
  }
}
