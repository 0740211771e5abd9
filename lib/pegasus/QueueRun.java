package pegasus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import pegasus.session.Connector;

/// Queue mode: each job once, on the next free host. One virtual thread per host connects, and then
/// takes job after job.
final class QueueRun implements Engine {
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final List<Host> hosts;
  private final JobSource source;
  private final Connector connector;
  private final Options options;
  private final Changes changes = new Changes();
  private final Control control = new Control(changes);
  private final Intake intake;
  private final Dispatch dispatch;
  private final CountDownLatch tried;
  // Guarded by this.
  private final List<Host> unreachable = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();
  private int workers;

  /// @param daemon whether an empty queue is worth waiting for
  QueueRun(
      List<Host> hosts,
      JobSource source,
      Connector connector,
      Options options,
      BooleanSupplier daemon) {
    this.hosts = Hosts.some(hosts);
    this.source = source;
    this.connector = connector;
    this.options = options.withListener(control.guard(options.listener()));
    this.intake = new Intake(source, control, changes, daemon, this.options.listener());
    this.dispatch = new Dispatch(source, control, this.options, intake::giveUp);
    this.tried = new CountDownLatch(hosts.size());
    this.workers = hosts.size();
  }

  @Override
  public Control control() {
    return control;
  }

  /// Waits until each host is connected or known to be out of reach.
  ///
  /// @return those that are out of reach
  List<Host> awaitConnected() throws InterruptedException {
    tried.await();
    synchronized (this) {
      return List.copyOf(unreachable);
    }
  }

  @Override
  public Report run() throws InterruptedException {
    long from = System.nanoTime();
    source.begin(hosts, control.gate(), text -> options.listener().accept(new Event.Notice(text)));
    try (JobSource.Watch _ = source.watch(changes::happened)) {
      List<Thread> threads =
          hosts.stream().map(host -> Thread.startVirtualThread(() -> work(host))).toList();
      intake.awaitEnd();
      dismiss(threads);
    }
    control.rethrowFailure();
    return report(Duration.ofNanos(System.nanoTime() - from));
  }

  // Whoever still waits for a connection is not needed any more; the others close theirs.
  private static void dismiss(List<Thread> threads) throws InterruptedException {
    long until = System.nanoTime() + GOODBYE.toNanos();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(until - System.nanoTime()));
    }
  }

  private void work(Host host) {
    List<Host> alone = List.of(host);
    try (var link = new Link(host, connector, options)) {
      boolean useful = connect(link);
      while (useful) {
        var taken = intake.next(job -> dispatch.assign(job, alone)).map(List::getFirst);
        // A host that went away while it was busy is found out before it takes the next job.
        useful =
            taken.isPresent() && perform(taken.get(), link) && !control.stopped() && open(link);
      }
    } catch (InterruptedException e) {
      // The run is over.
    } catch (RuntimeException | Error e) {
      control.fail(e);
    } finally {
      leave();
    }
  }

  private boolean connect(Link link) throws InterruptedException {
    try {
      return open(link);
    } finally {
      tried.countDown();
    }
  }

  private boolean open(Link link) throws InterruptedException {
    boolean open = link.open();
    if (!open) {
      lose(link.host());
    }
    return open;
  }

  /// @return false when the host is of no use any more
  private boolean perform(Assignment assignment, Link link) throws InterruptedException {
    try {
      Optional<Result> result =
          dispatch.run(assignment, link, this::putBack);
      result.ifPresent(this::add);
      return result.isPresent();
    } finally {
      intake.done();
    }
  }

  private boolean putBack(Assignment unsent, String reason) throws InterruptedException {
    options.listener().accept(new Event.Unreachable(unsent.host(), reason));
    lose(unsent.host());
    return intake.putBack(unsent, reason);
  }

  private synchronized void add(Result result) {
    if (!source.answers()) {
      results.add(result);
    }
  }

  private synchronized void lose(Host host) {
    unreachable.add(host);
  }

  private synchronized void leave() {
    workers--;
    if (workers == 0) {
      control.stop();
    }
  }

  private synchronized Report report(Duration elapsed) {
    return new Report(hosts, unreachable, results, intake.finished(), elapsed);
  }
}
