package pegasus.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import pegasus.store.History.Past;

/// What is to be done about runs of Pegasus that died.
public final class Recovery {
  private static final String REASON = "Pegasus died while it ran";

  private Recovery() {}

  /// Writes into the journals that the commands which dead runs left running are lost. Callers hold
  /// the queue's lock.
  ///
  /// @param target the queue's file itself, not a link to it
  /// @return those commands, the oldest first; each is returned once
  public static List<Past> settle(Path target, Instant now) {
    var lost = new ArrayList<Past>();
    for (RunMark.Dead dead : RunMark.dead(target)) {
      Journal journal =
          dead.journal()
              .map(path -> new Journal(path, target))
              .orElseGet(() -> Journal.beside(target));
      List<Past> open =
          journal.history().all().stream()
              .filter(past -> isOpen(past, Set.of(dead.run())))
              .toList();
      journal.append(open.stream().map(past -> line(past, now)).toList());
      RunMark.clear(target, dead.run());
      lost.addAll(open);
    }
    return lost;
  }

  /// The names of the runs that died, and of which that is not written down yet. Callers hold the
  /// queue's lock.
  ///
  /// @param target the queue's file itself, not a link to it
  public static Set<String> dead(Path target) {
    return RunMark.dead(target).stream().map(RunMark.Dead::run).collect(Collectors.toSet());
  }

  /// What a journal tells, with what is not written down yet: which commands are lost.
  ///
  /// @param dead the runs that died
  public static List<Past> past(Journal journal, Set<String> dead, Instant now) {
    return journal.history().all().stream()
        .map(past -> isOpen(past, dead) ? past.lost(line(past, now)) : past)
        .toList();
  }

  private static JournalLine line(Past past, Instant now) {
    return JournalLine.lost(past.id(), REASON, now);
  }

  private static boolean isOpen(Past past, Set<String> dead) {
    return past.isOpen() && dead.contains(past.run());
  }
}
