package pegasus;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pegasus.KnownQueue.Records;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Canonical;
import pegasus.spec.QueueEntry;
import pegasus.spec.QueueYaml;
import pegasus.store.AppendFile;
import pegasus.store.History;
import pegasus.store.Journal;
import pegasus.store.JournalLine;
import pegasus.store.Ledger;
import pegasus.store.QueueFile;
import pegasus.store.Recovery;
import pegasus.store.RunMark;
import pegasus.store.StoreException;

/// queue.yaml, with consumed.yaml and journal.jsonl beside it. The file is the queue: what is known
/// here about it ([KnownQueue]) counts only as long as nobody else has written it.
final class FileQueue implements Backlog {
  private final QueueFile file;
  private final Journal journal;
  private final LockedQueue locked;
  private final QueueHistory history;
  private final String run = Ids.next(new SplittableRandom());
  private final Clock clock;
  // What is written down as started, and not yet as ended.
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  // How jobs ended, by their ids, as long as that is not written down. Guarded by itself.
  private final Map<String, JournalLine> unwritten = new LinkedHashMap<>();
  // One for each run. Changed together with the mark, which is there as long as there are any.
  private final Set<IdleWatch> watches = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper;
  private volatile Optional<RunMark> mark = Optional.empty();

  /// Which queues change in place while a run takes jobs from them, see [KnownQueue].
  ///
  /// @param from those of so many bytes or more
  /// @param swept how long after a change the file is swept at the soonest: soon enough for whoever
  ///   looks into it
  record Large(long from, Duration swept) {
    static final Large USUAL = new Large(4 << 10, Duration.ofMillis(250));
  }

  /// @throws Malformed when there is no such file
  FileQueue(Path path, Clock clock) {
    this(path, clock, step -> {}, Large.USUAL);
  }

  /// @param steps is told before each step of a change
  FileQueue(Path path, Clock clock, Ledger.Steps steps, Large large) {
    this.file = new QueueFile(path);
    this.clock = clock;
    this.journal = Journal.beside(path);
    var consumed = new AppendFile(path.resolveSibling("consumed.yaml"), path);
    this.locked =
        new LockedQueue(file, consumed, journal, steps, large.from(), () -> mark.isPresent());
    this.history = new QueueHistory(file, journal, locked, clock);
    this.sweeper = new Sweeper(this::sweep, large.swept());
    file.check();
  }

  @Override
  public Optional<List<Assignment>> take(
      Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
    BooleanSupplier abandon = () -> gate.isShut() || Thread.currentThread().isInterrupted();
    return watched(
        () -> locked.run(abandon, notice, gate, queue -> cut(queue, assign, gate, notice)));
  }

  /// While this comes to nothing, somebody waits for the file to change.
  private <T> Optional<T> watched(Supplier<Optional<T>> deed) {
    Optional<T> done = Optional.empty();
    try {
      done = deed.get();
      return done;
    } finally {
      watches.forEach(done.isPresent() ? IdleWatch::busy : IdleWatch::idle);
    }
  }

  private Optional<List<Assignment>> cut(
      KnownQueue queue,
      Function<Job, List<Assignment>> assign,
      Gate gate,
      Consumer<String> notice) {
    Optional<List<Assignment>> taken =
        now(queue, notice).head().map(job -> cut(queue, job, assign.apply(job)));
    if (queue.wantsSweeping()) {
      sweeper.soon(gate);
    }
    return taken;
  }

  private List<Assignment> cut(KnownQueue queue, Job job, List<Assignment> assigned) {
    List<JournalLine> started = assigned.stream().map(this::started).toList();
    List<JournalLine> undo = assigned.stream().map(a -> returned(a, "never taken")).toList();
    queue.take(new Records(Canonical.entry(job), started, undo), mark.isPresent());
    assigned.forEach(a -> open.add(a.id()));
    return assigned;
  }

  @Override
  public boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice) {
    return watched(
            () -> locked.run(gate::isShut, notice, gate, queue -> paste(queue, unsent, reason)))
        .isPresent();
  }

  private Optional<Assignment> paste(KnownQueue queue, Assignment unsent, String reason) {
    queue.now();
    List<JournalLine> lines = List.of(returned(unsent, reason));
    queue.put(List.of(unsent.job()), new Records("", lines, List.of(started(unsent))));
    open.remove(unsent.id());
    return Optional.of(unsent);
  }

  @Override
  public OptionalLong left(Gate gate, Consumer<String> notice) {
    return locked
        .run(gate::isShut, notice, queue -> queue.now().size())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public boolean isEmpty() {
    try {
      return size() == 0;
    } catch (PegasusException e) {
      return false;
    }
  }

  @Override
  public Begun begin(List<Host> on, Gate gate, Consumer<String> notice, Runnable changed) {
    var watch = new IdleWatch(file.path(), changed);
    locked.run(
        gate::isShut,
        notice,
        queue -> {
          settle(notice);
          queue.fit(on);
          now(queue, notice);
          enter(watch);
          return queue;
        });
    return () -> end(watch);
  }

  // Whoever died while editing has changed it, or there is nothing to tell.
  private QueueYaml now(KnownQueue queue, Consumer<String> notice) {
    try {
      return queue.now();
    } finally {
      if (queue.readAnew()) {
        file.cutShort().ifPresent(notice);
      }
    }
  }

  private void settle(Consumer<String> notice) {
    List<History.Past> lost = Recovery.settle(file.target(), clock.instant());
    if (!lost.isEmpty()) {
      String list = lost.stream().map(past -> "\n  " + Past.of(past)).collect(Collectors.joining());
      notice.accept(
          "when Pegasus died last time, these were running; what became of them is unknown:%s\nto run them again: pegasus retry --lost"
              .formatted(list));
    }
  }

  // Under the queue's lock: a mark that is not locked yet looks like that of a dead run.
  private void enter(IdleWatch watch) {
    synchronized (watches) {
      if (mark.isEmpty()) {
        mark = Optional.of(RunMark.set(file.target(), run, journal.path()));
      }
      watches.add(watch);
    }
  }

  // Whoever holds the lock for longer has swept, and may delete what is left lying about.
  private void end(IdleWatch watch) {
    watch.close();
    tidy();
    writeLastEnds();
    leave(watch);
    locked.runSoon(() -> false, queue -> queue); // which closes the files, after the last run
  }

  private void writeLastEnds() {
    try {
      writeEnds();
    } catch (StoreException e) {
      // The mark stays: to whoever comes next these are lost.
    }
  }

  private void leave(IdleWatch watch) {
    synchronized (watches) {
      if (watches.remove(watch) && watches.isEmpty()) {
        mark.ifPresent(open.isEmpty() ? RunMark::close : RunMark::abandon);
        mark = Optional.empty();
      }
    }
  }

  @Override
  public void tidy() {
    locked.runSoon(() -> false, FileQueue::sweep);
  }

  /// @return how long it took
  private Duration sweep(Gate gate) {
    return locked
        .runSoon(gate::isShut, queue -> gate.pass(() -> Optional.of(sweep(queue))))
        .flatMap(Function.identity())
        .orElse(Duration.ZERO);
  }

  private static Duration sweep(KnownQueue queue) {
    long from = System.nanoTime();
    try {
      queue.sweep();
    } catch (StoreException e) {
      // The comments stay until somebody writes the file anew. They hurt nobody.
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  @Override
  public void again(Assignment assignment) {
    open.add(assignment.id());
    journal.append(List.of(started(assignment)));
  }

  @Override
  public void ended(Result result) {
    JournalLine line = JournalLine.ended(result, clock.instant());
    synchronized (unwritten) {
      unwritten.put(result.id(), line);
      writeEnds();
    }
  }

  // With those for which there was no room before.
  private void writeEnds() {
    synchronized (unwritten) {
      journal.append(List.copyOf(unwritten.values()));
      open.removeAll(unwritten.keySet());
      unwritten.clear();
    }
  }

  private JournalLine started(Assignment a) {
    return JournalLine.started(
        a.id(),
        a.taken(),
        run,
        locked.name(),
        a.job(),
        a.host(),
        a.attempt(),
        a.command(),
        clock.instant());
  }

  private JournalLine returned(Assignment assignment, String reason) {
    return JournalLine.returned(assignment.id(), reason, clock.instant());
  }

  @Override
  public List<Past> past() {
    return history.past();
  }

  @Override
  public List<Run.Command> running() {
    return history.running();
  }

  @Override
  public Stream<Job> jobs(List<Host> on) {
    return KnownQueue.read(file, on).entries().stream().flatMap(QueueEntry::jobs);
  }

  @Override
  public long size() {
    return QueueYaml.parse(file.path().toString(), file.read()).size();
  }

  @Override
  public void push(List<Job> jobs) {
    locked.runPatiently(
        queue -> {
          queue.now();
          queue.add(jobs);
          return queue;
        });
  }

  @Override
  public List<Past> retry(Set<String> which) {
    return history.retry(which);
  }

  @Override
  public String toString() {
    return file.path().toString();
  }
}
