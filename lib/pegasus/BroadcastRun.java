package pegasus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pegasus.Dispatch.Unsent;
import pegasus.session.Connector;

/// Broadcast mode: each job on every host, and the next one when all are done with the last.
final class BroadcastRun implements Engine {
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  private final List<Host> hosts;
  private final JobSource source;
  private final Connector connector;
  private final Options options;
  private final Changes changes = new Changes();
  private final Control control;
  private final Reasons reasons;
  private final Intake intake;
  private final Dispatch dispatch;
  private final Halting halting;
  private final List<Result> results = new ArrayList<>();
  // Read by the threads of a step, which start after it is written.
  private long steps;

  BroadcastRun(List<Host> hosts, JobSource source, Connector connector, Options options) {
    this.hosts = Hosts.some(hosts);
    this.source = source;
    this.connector = connector;
    this.control = new Control(changes, source::tidy);
    this.reasons = new Reasons(control.guard(options.listener()));
    this.options = options.withListener(reasons);
    this.intake = new Intake(source, control, changes, options::daemon, this.options.listener());
    this.dispatch = new Dispatch(source, control, this.options, intake::giveUp);
    this.halting = new Halting(this.options, control, intake, this::total);
  }

  @Override
  public Control control() {
    return control;
  }

  @Override
  public Report run() throws InterruptedException {
    long from = System.nanoTime();
    Consumer<String> notice = text -> options.listener().accept(new Event.Notice(text));
    List<Link> links = hosts.stream().map(host -> new Link(host, connector, options)).toList();
    try (var _ = source.begin(hosts, control.gate(), notice, changes::happened)) {
      List<Host> unreachable = connect(links);
      if (unreachable.isEmpty()) {
        broadcast(links);
      }
      control.rethrowFailure();
      var elapsed = Duration.ofNanos(System.nanoTime() - from);
      return new Report(
          hosts, unreachable, results, intake.complete(), elapsed, reasons.of(unreachable));
    } finally {
      links.forEach(Link::close);
    }
  }

  /// Connects to all hosts at once, unless the run is stopped meanwhile.
  ///
  /// @return those that are out of reach
  private List<Host> connect(List<Link> links) throws InterruptedException {
    var open = new CompletableFuture<List<Boolean>>();
    Thread connecting = Thread.startVirtualThread(() -> connect(links, open));
    long seen = changes.seen();
    while (!open.isDone() && !control.stopped()) {
      changes.awaitAfter(seen);
      seen = changes.seen();
    }
    connecting.interrupt();
    connecting.join(GOODBYE);
    return IntStream.range(0, links.size())
        .filter(i -> open.isDone() && !open.join().get(i))
        .mapToObj(hosts::get)
        .toList();
  }

  private void connect(List<Link> links, CompletableFuture<List<Boolean>> open) {
    try {
      open.complete(Parallel.map(links, Link::open));
    } catch (InterruptedException e) {
      // The run was stopped, and may be over before the last of them has answered.
      links.forEach(Link::close);
    } catch (RuntimeException | Error e) {
      control.fail(e);
    } finally {
      changes.happened();
    }
  }

  private void broadcast(List<Link> links) throws InterruptedException {
    var step = intake.next(job -> dispatch.assign(job, hosts));
    while (step.isPresent()) {
      steps++;
      List<Result> ended = step(step.get(), links);
      // Of the last step all is told: where a broadcast stopped, say.
      int before = Math.max(0, results.size() - hosts.size());
      results.subList(before, results.size()).replaceAll(options::kept);
      results.addAll(ended);
      if (options.errorAborts() && !ended.stream().allMatch(Result::ok)) {
        control.stop();
      }
      intake.done();
      step = intake.next(job -> dispatch.assign(job, hosts));
    }
  }

  private List<Result> step(List<Assignment> step, List<Link> links) throws InterruptedException {
    // All or none: hosts that are to be kept in step must not get apart over a template.
    Optional<String> mistake = step.stream().flatMap(BroadcastRun::mistake).findFirst();
    if (mistake.isPresent()) {
      return step.stream().map(one -> counted(dispatch.notRun(one, mistake.get()))).toList();
    }
    List<Integer> places = IntStream.range(0, links.size()).boxed().toList();
    return Parallel.map(
        places,
        i -> counted(dispatch.run(step.get(i), links.get(i), Unsent.DROPPED).orElseThrow()));
  }

  private Result counted(Result result) {
    halting.count(result);
    return result;
  }

  // Each job counts once for each host.
  private OptionalLong total() {
    OptionalLong left = intake.left();
    return left.isEmpty() ? left : OptionalLong.of((steps + left.getAsLong()) * hosts.size());
  }

  private static Stream<String> mistake(Assignment assignment) {
    return assignment.mistake().stream().map(text -> "on " + assignment.host() + ": " + text);
  }
}
