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

  private final Job job;
  private final Host host;
  private final String command;
  private final Map<Source, Capture> captures;
  private final CountDownLatch ended = new CountDownLatch(1);
  // Guarded by this.
  private Optional<Running> running = Optional.empty();
  private boolean cancelled;

  Execution(Job job, Host host, String command, Options options) {
    this.job = job;
    this.host = host;
    this.command = command;
    this.captures =
        Map.of(
            Source.STDOUT, capture(Source.STDOUT, options),
            Source.STDERR, capture(Source.STDERR, options));
  }

  Job job() {
    return job;
  }

  private Capture capture(Source source, Options options) {
    return new Capture(options.capture(), Capture.tell(options.listener(), host, job, source));
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
        link.start(command, (source, bytes, length) -> captures.get(source).accept(bytes, length)));
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
    String stdout = captures.get(Source.STDOUT).text();
    String stderr = captures.get(Source.STDERR).text();
    return new Result(job, host, command, told, started, elapsed, stdout, stderr);
  }
}
