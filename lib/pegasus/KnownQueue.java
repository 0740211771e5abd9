package pegasus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import pegasus.PegasusException.Malformed;
import pegasus.spec.QueueYaml;
import pegasus.spec.QueueYaml.Marking;
import pegasus.spec.QueueYaml.Rewriting;
import pegasus.store.Change;
import pegasus.store.Change.Anew;
import pegasus.store.Change.Edit;
import pegasus.store.Change.InPlace;
import pegasus.store.Edited;
import pegasus.store.JournalLine;
import pegasus.store.Ledger;
import pegasus.store.QueueFile;
import pegasus.store.Stamp;

/// What is known of queue.yaml, as long as nobody else has written it, and how it changes.
///
/// A short queue is written anew whenever a job is taken from it: whoever reads it sees the jobs
/// that are left, and nothing else. In a long one the entry that is taken becomes a comment where
/// it stands, which takes no longer however long the queue is; such comments are swept out soon
/// after.
///
/// Callers hold the queue's lock.
final class KnownQueue {
  private final QueueFile file;
  private final Ledger ledger;
  private final long shortest;
  private List<Host> hosts = List.of();
  // What was read or written last, and the state of the file then.
  private QueueYaml known;
  private Optional<Stamp> stamp = Optional.empty();
  // Whether every byte in the file is where `known` has it: what was read may be written otherwise.
  private boolean exact;
  // Whether it is not what was read, whatever the stamp says.
  private boolean stale;
  private boolean readAnew;

  /// What is written down about a change.
  ///
  /// @param consumed what consumed.yaml gets
  /// @param lines what the journal gets
  /// @param undo the lines that take those back
  record Records(String consumed, List<JournalLine> lines, List<JournalLine> undo) {}

  /// @param shortest from how many bytes on a queue is a long one
  KnownQueue(QueueFile file, Ledger ledger, long shortest) {
    this.file = file;
    this.ledger = ledger;
    this.shortest = shortest;
    this.known = QueueYaml.parse(file.path().toString(), "");
  }

  /// From now on each job has to make sense on these hosts.
  void fit(List<Host> on) {
    hosts = List.copyOf(on);
    stamp = Optional.empty();
  }

  List<Host> hosts() {
    return hosts;
  }

  /// The queue as it is, read again if somebody else has written it.
  ///
  /// @throws Malformed when it cannot be understood
  QueueYaml now() {
    ledger.sweepOthers();
    Optional<Stamp> now = file.stamp(stamp);
    if (stale || now.isEmpty() || !now.equals(stamp)) {
      if (known.takenBytes() > 0) {
        ledger.sweepEdited();
        now = file.stamp(Optional.empty());
      }
      readAnew = true;
      known = read(file, hosts);
      stamp = now;
      exact = false;
      stale = false;
    }
    return known;
  }

  /// Whether [#now()] has read it again, or has tried to, since this was asked last.
  boolean readAnew() {
    boolean was = readAnew;
    readAnew = false;
    return was;
  }

  /// Takes the job at the top of [#now()].
  ///
  /// @param inPlace whether its entry may become a comment, which somebody will [sweep][#sweep()]
  void take(Records records, boolean inPlace) {
    Optional<InPlace> mark = inPlace && isLong() ? mark() : Optional.empty();
    if (mark.isPresent()) {
      change(mark.get(), known.withHeadMarked(), records);
    } else {
      Optional<Rewriting> cut = isLong() ? known.cut() : Optional.empty();
      cut.ifPresentOrElse(
          rest -> change(anew(rest), rest.queue(), records),
          () -> replace(known.withoutHead(), records));
    }
  }

  /// Puts jobs above all others.
  void put(List<Job> jobs, Records records) {
    replace(known.withHead(jobs), records);
  }

  /// Adds jobs below all others.
  void add(List<Job> jobs) {
    replace(known.withTail(jobs), new Records("", List.of(), List.of()));
  }

  private void replace(QueueYaml next, Records records) {
    change(Anew.of(next.text()), next, records);
  }

  private boolean isLong() {
    return exact && stamp.map(Stamp::size).orElse(0L) - known.takenBytes() >= shortest;
  }

  private Optional<InPlace> mark() {
    return known
        .marking()
        .map(KnownQueue::inPlace)
        .filter(_ -> ledger.allowsInPlace(stamp.orElseThrow()));
  }

  private static InPlace inPlace(Marking marking) {
    return new InPlace(marking.at(), marking.lines(), marking.commented());
  }

  private static Anew anew(Rewriting rewriting) {
    return new Anew(rewriting.top(), rewriting.from());
  }

  private void change(Edit edit, QueueYaml next, Records records) {
    var change = new Change(edit, records.consumed(), records.lines(), records.undo());
    try {
      changed(edit, next, ledger.apply(change, stamp));
    } catch (Edited e) {
      stale = true;
      throw e;
    }
  }

  private void changed(Edit edit, QueueYaml next, Optional<Stamp> after) {
    stamp = after.filter(now -> isAlone(edit, now));
    known = next;
    exact = true;
  }

  /// Whether nobody else has added something meanwhile. Of a whole new file the state is that from
  /// before it got its name.
  private boolean isAlone(Edit edit, Stamp after) {
    long before = stamp.map(Stamp::size).orElse(0L);
    return switch (edit) {
      case Anew anew when anew.isWhole() -> true;
      case Anew(String top, long from) ->
          after.size() == top.getBytes(UTF_8).length + Math.max(0, before - from);
      case InPlace _ -> after.size() == before && after.file().equals(stamp.get().file());
    };
  }

  /// Whether taken entries stand in the file as comments.
  boolean wantsSweeping() {
    return known.takenBytes() > 0;
  }

  /// Takes the comments out that taken entries have become.
  ///
  /// @throws pegasus.store.StoreException when that cannot be; nothing has changed
  void sweep() {
    if (known.takenBytes() == 0) {
      return;
    }
    if (file.stamp(stamp).equals(stamp)) {
      Rewriting swept = known.swept();
      changed(anew(swept), swept.queue(), ledger.sweep(anew(swept), stamp));
    } else {
      ledger.sweepEdited();
      known = known.swept().queue();
      stamp = Optional.empty();
    }
  }

  /// Reads a file in which each job has to make sense on these hosts.
  static QueueYaml read(QueueFile file, List<Host> hosts) {
    return QueueYaml.parse(file.path().toString(), file.read(), new TemplateCheck(hosts)::check);
  }
}
