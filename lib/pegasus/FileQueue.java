package pegasus;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Canonical;
import pegasus.spec.QueueEntry;
import pegasus.spec.QueueYaml;
import pegasus.store.AppendFile;
import pegasus.store.Appended;
import pegasus.store.FileWatch;
import pegasus.store.Journal;
import pegasus.store.QueueFile;
import pegasus.store.QueueLock;
import pegasus.store.Stamp;

/// queue.yaml, with consumed.yaml and journal.jsonl beside it. The file is the queue: what is known
/// here about it counts only as long as nobody else has written it.
final class FileQueue implements JobSource {
  private final QueueFile file;
  private final AppendFile consumed;
  private final Journal journal;
  private final Clock clock;
  // The lock of the queue guards these: what was read or written last, and the state of the file
  // then.
  private QueueYaml known;
  private Optional<Stamp> stamp = Optional.empty();
  private List<Host> hosts = List.of();

  /// @throws Malformed when there is no such file
  FileQueue(Path path, Clock clock) {
    this.file = new QueueFile(path);
    this.clock = clock;
    this.consumed = new AppendFile(path.resolveSibling("consumed.yaml"), path);
    this.journal = new Journal(path.resolveSibling("journal.jsonl"), path);
    this.known = QueueYaml.parse(path.toString(), "");
    file.target();
  }

  @Override
  public Optional<Job> take(Gate gate, Consumer<String> notice) {
    return locked(gate::isShut, notice, () -> gate.pass(this::cut)).flatMap(Function.identity());
  }

  private Optional<Job> cut() {
    refresh();
    Optional<Job> head = known.head();
    head.ifPresent(
        job -> replace(known.withoutHead(), () -> consumed.append(Canonical.entry(job))));
    return head;
  }

  @Override
  public boolean putBack(Job job, Gate gate, Consumer<String> notice) {
    return locked(gate::isShut, notice, () -> gate.pass(() -> paste(job)))
        .flatMap(Function.identity())
        .isPresent();
  }

  private Optional<Job> paste(Job job) {
    refresh();
    replace(known.withHead(job), Appended.NOTHING);
    return Optional.of(job);
  }

  @Override
  public void check(List<Host> on, Gate gate, Consumer<String> notice) {
    locked(
        gate::isShut,
        notice,
        () -> {
          hosts = List.copyOf(on);
          stamp = Optional.empty();
          refresh();
          return known;
        });
  }

  @Override
  public Watch watch(Runnable changed) {
    return FileWatch.start(file.path(), changed)::close;
  }

  @Override
  public Trace started(Job job, Host host, String command) {
    String id = UUID.randomUUID().toString().substring(0, 13);
    journal.started(id, job, host, command, clock.instant());
    return new Trace() {
      @Override
      public void ended(Result result) {
        journal.ended(id, result, clock.instant());
      }

      @Override
      public void returned(Result result) {
        ended(result);
      }
    };
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
      return Optional.of(deed.get());
    }
  }

  private void replace(QueueYaml next, Appended record) {
    stamp = file.replace(next.text(), record);
    known = next;
  }

  /// Reads the file if somebody else has written it since.
  private void refresh() {
    Optional<Stamp> now = file.stamp(stamp);
    if (now.isEmpty() || !now.equals(stamp)) {
      QueueYaml read = QueueYaml.parse(file.path().toString(), file.read());
      check(read);
      known = read;
      stamp = now;
    }
  }

  private void check(QueueYaml queue) {
    var check = new TemplateCheck(hosts);
    for (QueueEntry entry : queue.entries()) {
      for (QueueEntry.Sample sample : entry.samples()) {
        try {
          check.check(sample.job());
        } catch (Malformed e) {
          throw sample.place().mistake(e.getMessage());
        }
      }
    }
  }
}
