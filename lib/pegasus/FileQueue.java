package pegasus;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Canonical;
import pegasus.spec.QueueEntry;
import pegasus.spec.QueueYaml;
import pegasus.store.AppendFile;
import pegasus.store.Change;
import pegasus.store.FileWatch;
import pegasus.store.History;
import pegasus.store.Journal;
import pegasus.store.JournalLine;
import pegasus.store.Ledger;
import pegasus.store.QueueFile;
import pegasus.store.QueueLock;
import pegasus.store.Recovery;
import pegasus.store.RunMark;
import pegasus.store.Stamp;

/// queue.yaml, with consumed.yaml and journal.jsonl beside it. The file is the queue: what is known
/// here about it counts only as long as nobody else has written it.
final class FileQueue implements JobSource {
  private final QueueFile file;
  private final Journal journal;
  private final Ledger ledger;
  private final String run = Ids.next(new SplittableRandom());
  private final Clock clock;
  // What is written down as started, and not yet as ended.
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger runs = new AtomicInteger();
  // The lock of the queue guards these: what was read or written last, and the state of the file
  // then.
  private QueueYaml known;
  private Optional<Stamp> stamp = Optional.empty();
  private List<Host> hosts = List.of();
  // Set under that lock; taken away when the last run is over.
  private volatile Optional<RunMark> mark = Optional.empty();

  /// @throws Malformed when there is no such file
  FileQueue(Path path, Clock clock) {
    this(path, clock, step -> {});
  }

  /// @param steps is told before each step of a change
  FileQueue(Path path, Clock clock, Ledger.Steps steps) {
    this.file = new QueueFile(path);
    this.clock = clock;
    this.journal = new Journal(path.resolveSibling("journal.jsonl"), path);
    var consumed = new AppendFile(path.resolveSibling("consumed.yaml"), path);
    this.ledger = new Ledger(file, consumed, journal, steps);
    this.known = QueueYaml.parse(path.toString(), "");
    file.target();
  }

  @Override
  public Optional<List<Assignment>> take(
      Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
    BooleanSupplier abandon = () -> gate.isShut() || Thread.currentThread().isInterrupted();
    return locked(abandon, notice, () -> gate.pass(() -> cut(assign))).flatMap(Function.identity());
  }

  private Optional<List<Assignment>> cut(Function<Job, List<Assignment>> assign) {
    refresh();
    return known.head().map(job -> cut(job, assign.apply(job)));
  }

  private List<Assignment> cut(Job job, List<Assignment> assigned) {
    List<JournalLine> started = assigned.stream().map(this::started).toList();
    List<JournalLine> undo = assigned.stream().map(a -> returned(a, "never taken")).toList();
    change(known.withoutHead(), Canonical.entry(job), started, undo);
    assigned.forEach(a -> open.add(a.id()));
    return assigned;
  }

  @Override
  public boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice) {
    return locked(gate::isShut, notice, () -> gate.pass(() -> paste(unsent, reason)))
        .flatMap(Function.identity())
        .isPresent();
  }

  private Optional<Assignment> paste(Assignment unsent, String reason) {
    refresh();
    QueueYaml next = known.withHead(unsent.job());
    change(next, "", List.of(returned(unsent, reason)), List.of(started(unsent)));
    open.remove(unsent.id());
    return Optional.of(unsent);
  }

  @Override
  public OptionalLong left(Gate gate, Consumer<String> notice) {
    return locked(gate::isShut, notice, this::left).orElse(OptionalLong.empty());
  }

  private OptionalLong left() {
    refresh();
    return OptionalLong.of(known.size());
  }

  @Override
  public void begin(List<Host> on, Gate gate, Consumer<String> notice) {
    locked(
        gate::isShut,
        notice,
        () -> {
          settle(notice);
          hosts = List.copyOf(on);
          stamp = Optional.empty();
          refresh();
          if (mark.isEmpty()) {
            mark = Optional.of(RunMark.set(file.target(), run, journal.path()));
          }
          return known;
        });
  }

  private void settle(Consumer<String> notice) {
    List<History.Past> lost = Recovery.settle(file.target(), clock.instant());
    if (!lost.isEmpty()) {
      String list = lost.stream().map(past -> "\n  " + past).collect(Collectors.joining());
      notice.accept(
          "when Pegasus died last time, these were running; what became of them is unknown:%s\nto run them again: pegasus retry --lost"
              .formatted(list));
    }
  }

  @Override
  public Watch watch(Runnable changed) {
    FileWatch watch = FileWatch.start(file.path(), changed);
    runs.incrementAndGet();
    return () -> {
      watch.close();
      if (runs.decrementAndGet() == 0) {
        unmark();
      }
    };
  }

  private void unmark() {
    mark.ifPresent(open.isEmpty() ? RunMark::close : RunMark::abandon);
    mark = Optional.empty();
  }

  @Override
  public void again(Assignment assignment) {
    open.add(assignment.id());
    journal.append(List.of(started(assignment)));
  }

  @Override
  public void ended(Result result) {
    journal.append(List.of(JournalLine.ended(result, clock.instant())));
    open.remove(result.id());
  }

  private JournalLine started(Assignment a) {
    return JournalLine.started(
        a.id(),
        a.taken(),
        run,
        name(),
        a.job(),
        a.host(),
        a.attempt(),
        a.command(),
        clock.instant());
  }

  private JournalLine returned(Assignment assignment, String reason) {
    return JournalLine.returned(assignment.id(), reason, clock.instant());
  }

  private String name() {
    return file.target().getFileName().toString();
  }

  @Override
  public List<Past> past() {
    return locked(this::pastRuns).stream().map(Past::of).toList();
  }

  // Of the other queues in the folder the journal tells, too.
  private List<History.Past> pastRuns() {
    return Recovery.past(file.target(), journal, clock.instant()).stream()
        .filter(this::isOurs)
        .toList();
  }

  private boolean isOurs(History.Past past) {
    return past.queue().isEmpty() || past.queue().equals(name());
  }

  // Without the lock, if somebody holds it, those that a dead run left behind cannot be told.
  @Override
  public List<Run.Command> running() {
    return locked(() -> true, _ -> {}, this::pastRuns)
        .orElseGet(() -> journal.history().all())
        .stream()
        .filter(past -> past.isOpen() && isOurs(past))
        .map(past -> new Run.Command(past.host(), past.rendered(), past.since()))
        .toList();
  }

  @Override
  public Stream<Job> jobs(List<Host> on) {
    QueueYaml read = read(on);
    return read.entries().stream().flatMap(QueueEntry::jobs);
  }

  @Override
  public long size() {
    return QueueYaml.parse(file.path().toString(), file.read()).size();
  }

  @Override
  public void push(List<Job> jobs) {
    locked(
        () -> {
          refresh();
          change(known.withTail(jobs), "", List.of(), List.of());
          return known;
        });
  }

  @Override
  public List<Past> retry(Set<String> which) {
    return locked(() -> putBack(which)).stream().map(Past::of).toList();
  }

  private List<History.Past> putBack(Set<String> which) {
    refresh();
    List<History.Past> runs = pastRuns();
    Set<String> candidates =
        Retries.candidates(runs.stream().map(Past::of).toList()).stream()
            .map(Past::id)
            .filter(which::contains)
            .collect(Collectors.toSet());
    List<History.Past> back = runs.stream().filter(p -> candidates.contains(p.id())).toList();
    var takings = new LinkedHashMap<String, Job>();
    back.forEach(past -> takings.putIfAbsent(past.taken(), past.job()));
    if (!back.isEmpty()) {
      Instant now = clock.instant();
      change(
          known.withHead(List.copyOf(takings.values())),
          "",
          back.stream().flatMap(past -> retried(past, now)).toList(),
          back.stream().map(past -> JournalLine.unretried(past.id(), now)).toList());
    }
    return back;
  }

  // What died with its run is written down as lost now, if it was not.
  private static Stream<JournalLine> retried(History.Past past, Instant now) {
    return Stream.concat(
        past.ended().filter(_ -> !past.written()).stream(),
        Stream.of(JournalLine.retried(past.id(), now)));
  }

  /// For whoever can be interrupted, but not turned away.
  private <T> T locked(Supplier<T> deed) {
    return locked(() -> Thread.currentThread().isInterrupted(), _ -> {}, deed)
        .orElseThrow(
            () -> new PegasusException("interrupted while waiting for the lock on " + file.path()));
  }

  /// @return empty when waiting for the lock was abandoned
  private <T> Optional<T> locked(
      BooleanSupplier abandon, Consumer<String> notice, Supplier<T> deed) {
    var lock = new QueueLock(file.target(), "pegasus");
    Consumer<String> waiting =
        who -> notice.accept("waiting for the lock on " + file.path() + ", held by " + who);
    Optional<QueueLock.Held> acquired = lock.acquire(abandon, waiting);
    if (acquired.isEmpty()) {
      return Optional.empty();
    }
    try (QueueLock.Held _ = acquired.get()) {
      ledger.recover();
      return Optional.of(deed.get());
    }
  }

  private void change(
      QueueYaml next, String consumed, List<JournalLine> lines, List<JournalLine> undo) {
    stamp = ledger.apply(new Change(next.text(), consumed, lines, undo));
    known = next;
  }

  /// Reads the file if somebody else has written it since.
  private void refresh() {
    Optional<Stamp> now = file.stamp(stamp);
    if (now.isEmpty() || !now.equals(stamp)) {
      known = read(hosts);
      stamp = now;
    }
  }

  private QueueYaml read(List<Host> on) {
    var check = new TemplateCheck(on);
    return QueueYaml.parse(
        file.path().toString(),
        file.read(),
        entry -> entry.samples().forEach(sample -> check(sample, check)));
  }

  private static void check(QueueEntry.Sample sample, TemplateCheck check) {
    try {
      check.check(sample.job());
    } catch (Malformed e) {
      throw sample.place().mistake(e.getMessage());
    }
  }

  @Override
  public String toString() {
    return file.path().toString();
  }
}
