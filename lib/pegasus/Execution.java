package pegasus;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import pegasus.Ending.Fate;
import pegasus.Event.Source;
import pegasus.session.Running;
import pegasus.store.LogFile;

/// One command of one job on one host, from its start to its result.
final class Execution {
  private final Assignment assignment;
  private final Optional<Duration> timeout;
  private final Duration grace;
  private final Map<Source, Capture> captures;
  // Guarded by this.
  private Optional<Running> running = Optional.empty();
  private Instant since = Instant.EPOCH;
  private Optional<Function<Boolean, Outcome>> verdict = Optional.empty();
  private CompletableFuture<Fate> fate = new CompletableFuture<>();

  Execution(Assignment assignment, Options options) {
    this(assignment, options, Ending.GRACE);
  }

  /// @param grace how long the command may take over its end, see [Ending]
  Execution(Assignment assignment, Options options, Duration grace) {
    this.assignment = assignment;
    this.timeout = options.timeout();
    this.grace = grace;
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
        options.logDir().map(folder -> log(source, folder, options)),
        text ->
            options
                .listener()
                .accept(new Event.Output(assignment.host(), assignment.job(), source, text)));
  }

  private LogFile log(Source source, Path folder, Options options) {
    String name = assignment.id() + (source == Source.STDOUT ? ".out" : ".err");
    return new LogFile(
        folder.resolve(name),
        trouble -> options.listener().accept(new Event.HostNotice(assignment.host(), trouble)));
  }

  /// Runs the command to its end, and to the end of its time if that comes first.
  ///
  /// @throws pegasus.session.SessionLost when it was not even sent
  /// @throws PegasusException.Unreachable likewise
  Result run(Link link) throws InterruptedException {
    long from = System.nanoTime();
    Instant began = Instant.now();
    if (unwanted()) {
      return result(new Outcome.Cancelled(true), began, Duration.ZERO);
    }
    Running command =
        link.start(
            assignment.command(),
            (source, bytes, length) -> captures.get(source).accept(bytes, length));
    CompletableFuture<Boolean> late = begin(command, began);
    try {
      Outcome outcome = told(command.await());
      captures.values().forEach(Capture::end);
      return result(outcome, began, Duration.ofNanos(System.nanoTime() - from));
    } finally {
      late.complete(false);
      over();
    }
  }

  private synchronized boolean unwanted() {
    return verdict.isPresent();
  }

  /// @return tells when the time is up; completed from outside it stops the clock
  private CompletableFuture<Boolean> begin(Running command, Instant began) {
    synchronized (this) {
      running = Optional.of(command);
      since = began;
      verdict.ifPresent(_ -> end(command));
    }
    var late = new CompletableFuture<Boolean>();
    timeout.ifPresent(
        limit -> late.completeOnTimeout(true, NANOSECONDS.convert(limit), NANOSECONDS));
    var _ =
        late.thenAccept(
            isLate -> {
              if (isLate) {
                end(Outcome.TimedOut::new);
              }
            });
    return late;
  }

  /// Ends the command, if it has not ended; see [Ending]. Returns at once.
  void cancel() {
    end(Outcome.Cancelled::new);
  }

  /// The first to want its end is right.
  private synchronized void end(Function<Boolean, Outcome> because) {
    if (verdict.isEmpty()) {
      verdict = Optional.of(because);
      running.ifPresent(this::end);
    }
  }

  private void end(Running command) {
    fate = Ending.start(command, grace);
  }

  /// What runs, if it does.
  synchronized Optional<Run.Command> running() {
    return running.map(_ -> new Run.Command(assignment.host(), assignment.command(), since));
  }

  private synchronized void over() {
    running = Optional.empty();
  }

  /// The outcome, given how the command itself ended.
  private Outcome told(Outcome own) {
    Function<Boolean, Outcome> because;
    CompletableFuture<Fate> ending;
    synchronized (this) {
      if (verdict.isEmpty()) {
        return own;
      }
      because = verdict.get();
      ending = fate;
    }
    Fate how = own instanceof Outcome.Lost ? Fate.UNKNOWN : ending.join();
    return how == Fate.TOO_LATE ? own : because.apply(how == Fate.GONE);
  }

  private Result result(Outcome outcome, Instant started, Duration elapsed) {
    Capture stdout = captures.get(Source.STDOUT);
    Capture stderr = captures.get(Source.STDERR);
    return new Result(
        assignment.id(),
        assignment.job(),
        assignment.host(),
        assignment.attempt(),
        assignment.command(),
        outcome,
        started,
        elapsed,
        stdout.text(),
        stderr.text(),
        stdout.bytes(),
        stderr.bytes(),
        stdout.file(),
        stderr.file());
  }
}
