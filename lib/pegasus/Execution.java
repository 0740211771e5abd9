package pegasus;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pegasus.Event.Source;
import pegasus.session.Running;
import pegasus.session.Running.Signal;

/// One command of one job on one host, from its start to its result.
final class Execution {
  private static final long GRACE_SECONDS = 5;

  private final Assignment assignment;
  private final Map<Source, Capture> captures;
  private final CountDownLatch ended = new CountDownLatch(1);
  // Guarded by this.
  private Optional<Running> running = Optional.empty();
  private boolean cancelled;

  Execution(Assignment assignment, Options options) {
    this.assignment = assignment;
    this.captures =
        Map.of(
            Source.STDOUT, capture(Source.STDOUT, options),
            Source.STDERR, capture(Source.STDERR, options));
  }

  Job job() {
    return assignment.job();
  }

  private Capture capture(Source source, Options options) {
    return new Capture(
        options.capture(),
        text ->
            options
                .listener()
                .accept(new Event.Output(assignment.host(), assignment.job(), source, text)));
  }

  /// Runs the command to its end.
  ///
  /// @throws pegasus.session.SessionLost when it was not even sent
  /// @throws PegasusException.Unreachable likewise
  Result run(Link link) throws InterruptedException {
    Instant started = Instant.now();
    long from = System.nanoTime();
    if (cancelled()) {
      return result(new Outcome.NotRun("cancelled before it started"), started, Duration.ZERO);
    }
    begin(
        link.start(
            assignment.command(), (source, bytes, length) -> captures.get(source).accept(bytes, length)));
    try {
      Outcome outcome = running.orElseThrow().await();
      captures.values().forEach(Capture::end);
      return result(outcome, started, Duration.ofNanos(System.nanoTime() - from));
    } finally {
      ended.countDown();
    }
  }

  private synchronized boolean cancelled() {
    return cancelled;
  }

  private synchronized void begin(Running begun) {
    running = Optional.of(begun);
    if (cancelled) {
      end(begun);
    }
  }

  /// Ends the command: asks it to (TERM), and makes it (KILL) if it does not within five seconds.
  synchronized void cancel() {
    if (!cancelled) {
      cancelled = true;
      running.ifPresent(this::end);
    }
  }

  private void end(Running command) {
    Thread.startVirtualThread(
        () -> {
          command.signal(Signal.TERM);
          try {
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
              command.signal(Signal.KILL);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private synchronized Result result(Outcome outcome, Instant started, Duration elapsed) {
    // It may have come to a good end before anybody could stop it.
    boolean stopped = cancelled && !outcome.ok();
    Outcome told = stopped ? new Outcome.Cancelled(!(outcome instanceof Outcome.Lost)) : outcome;
    Capture stdout = captures.get(Source.STDOUT);
    Capture stderr = captures.get(Source.STDERR);
    return new Result(
        assignment.id(),
        assignment.job(),
        assignment.host(),
        assignment.attempt(),
        assignment.command(),
        told,
        started,
        elapsed,
        stdout.text(),
        stderr.text(),
        stdout.bytes(),
        stderr.bytes());
  }
}
