package pegasus;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import pegasus.session.Connector;

/// Queue mode: each job once, on the next free host. One virtual thread per host connects, and then
/// takes job after job.
final class QueueRun implements Engine {
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final List<Host> hosts;
  private final JobSource source;
  private final Connector connector;
  private final Options options;
  private final Tolerance tolerance;
  private final Changes changes = new Changes();
  private final Control control;
  private final Reasons reasons;
  private final Roster roster;
  private final Handout handout;

  /// @param daemon whether an empty queue is worth waiting for
  QueueRun(
      List<Host> hosts,
      JobSource source,
      Connector connector,
      Options options,
      BooleanSupplier daemon,
      Tolerance tolerance) {
    this.hosts = Hosts.some(hosts);
    this.source = source;
    this.connector = connector;
    this.control = new Control(changes, source::tidy);
    this.reasons = new Reasons(control.guard(options.listener()));
    this.options = options.withListener(reasons);
    this.tolerance = tolerance;
    this.roster = new Roster(hosts, options.daemon(), this::hostsChanged, control::stop);
    this.handout = new Handout(this.hosts, source, control, changes, roster, this.options, daemon);
  }

  @Override
  public Control control() {
    return control;
  }

  /// Why there is no way to hosts.
  Reasons reasons() {
    return reasons;
  }

  // One at a time: what is told last is what is so.
  private synchronized void hostsChanged() {
    source.gone(roster.gone());
    changes.happened();
  }

  /// Waits until each host is connected or known to be out of reach.
  ///
  /// @return those that are out of reach
  List<Host> awaitConnected() throws InterruptedException {
    roster.awaitTried();
    return roster.unreachable();
  }

  @Override
  public Report run() throws InterruptedException {
    long from = System.nanoTime();
    Consumer<String> notice = text -> options.listener().accept(new Event.Notice(text));
    try (var _ = source.begin(hosts, control.gate(), notice, changes::happened)) {
      List<Thread> threads =
          IntStream.range(0, hosts.size())
              .mapToObj(place -> Thread.startVirtualThread(worker(place)))
              .toList();
      handout.awaitEnd();
      dismiss(threads);
    }
    control.rethrowFailure();
    var elapsed = Duration.ofNanos(System.nanoTime() - from);
    List<Host> unreachable = roster.unreachable();
    return new Report(
        hosts,
        unreachable,
        handout.results(),
        handout.complete(),
        elapsed,
        reasons.of(unreachable));
  }

  private HostWorker worker(int place) {
    var link = new Link(hosts.get(place), connector, options);
    return new HostWorker(place, link, handout, roster, control, options, tolerance);
  }

  // Whoever waits to be connected, now or again, is not needed any more; the others close their
  // connections.
  private static void dismiss(List<Thread> threads) throws InterruptedException {
    long until = System.nanoTime() + GOODBYE.toNanos();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(until - System.nanoTime()));
    }
  }
}
