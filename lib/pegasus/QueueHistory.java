package pegasus;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pegasus.KnownQueue.Records;
import pegasus.store.History;
import pegasus.store.Journal;
import pegasus.store.JournalLine;
import pegasus.store.QueueFile;
import pegasus.store.Recovery;
import pegasus.store.StoreException;

/// What the journal beside a queue's file knows of the past, and what of that is to be run again.
///
/// A journal may be long. Those who only ask read it without the queue's lock, which nobody then
/// waits for.
final class QueueHistory {
  private final QueueFile file;
  private final Journal journal;
  private final LockedQueue locked;
  private final Clock clock;

  QueueHistory(QueueFile file, Journal journal, LockedQueue locked, Clock clock) {
    this.file = file;
    this.journal = journal;
    this.locked = locked;
    this.clock = clock;
  }

  /// @see Backlog#past()
  List<Past> past() {
    Set<String> dead = dead(() -> locked.runPatiently(_ -> Recovery.dead(file.target())));
    return runs(dead).map(Past::of).toList();
  }

  /// If somebody holds the lock, what dead runs left behind cannot be told from what runs.
  ///
  /// @see Backlog#running()
  List<Run.Command> running() {
    Set<String> dead =
        dead(
            () ->
                locked
                    .run(() -> true, _ -> {}, _ -> Recovery.dead(file.target()))
                    .orElse(Set.of()));
    return runs(dead)
        .filter(History.Past::isOpen)
        .map(past -> new Run.Command(past.host(), past.rendered(), past.since()))
        .toList();
  }

  // Nor can that be told by somebody who may read here, but not write, and so not lock.
  private static Set<String> dead(Supplier<Set<String>> look) {
    try {
      return look.get();
    } catch (StoreException e) {
      return Set.of();
    }
  }

  // Of the other queues in the folder the journal tells, too.
  private Stream<History.Past> runs(Set<String> dead) {
    return Recovery.past(journal, dead, clock.instant()).stream().filter(this::isOurs);
  }

  private boolean isOurs(History.Past past) {
    return past.queue().isEmpty() || past.queue().equals(locked.name());
  }

  /// @see Backlog#retry(Set)
  List<Past> retry(Set<String> which) {
    return locked.runPatiently(queue -> retry(queue, which)).stream().map(Past::of).toList();
  }

  private List<History.Past> retry(KnownQueue queue, Set<String> which) {
    queue.now();
    List<History.Past> runs = runs(Recovery.dead(file.target())).toList();
    Set<String> candidates =
        Past.retryable(runs.stream().map(Past::of).toList()).stream()
            .map(Past::id)
            .filter(which::contains)
            .collect(Collectors.toSet());
    List<History.Past> back = runs.stream().filter(p -> candidates.contains(p.id())).toList();
    if (!back.isEmpty()) {
      queue.put(jobs(back), records(back, clock.instant()));
    }
    return back;
  }

  private static List<Job> jobs(List<History.Past> back) {
    var takings = new LinkedHashMap<String, Job>();
    back.forEach(past -> takings.putIfAbsent(past.taken(), past.job()));
    return List.copyOf(takings.values());
  }

  private static Records records(List<History.Past> back, Instant now) {
    return new Records(
        "",
        back.stream().flatMap(past -> retried(past, now)).toList(),
        back.stream().map(past -> JournalLine.unretried(past.id(), now)).toList());
  }

  // What died with its run is written down as lost now, if it was not.
  private static Stream<JournalLine> retried(History.Past past, Instant now) {
    return Stream.concat(
        past.ended().filter(_ -> !past.written()).stream(),
        Stream.of(JournalLine.retried(past.id(), now)));
  }
}
