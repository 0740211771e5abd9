package pegasus.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import pegasus.Event;
import pegasus.Report;
import pegasus.Run;

/// A run in the foreground: its events on the console, its end in the hands of the user.
final class Foreground {
  /// How long the console may take to say what is left behind.
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private final Console console;
  // Guarded by this. Whoever wants the run to stop may come before it is there.
  private Optional<Run> run = Optional.empty();
  private boolean stopped;
  private volatile boolean interrupted;

  private Foreground(int printPeriod) {
    // Quietly, as in `pegasus q | head`.
    this.console = Console.ofProcess(printPeriod, this::stop);
  }

  /// Runs to the end, and says how it went.
  ///
  /// @param start begins the run, and returns at once
  /// @return the exit status
  static int run(int printPeriod, Summary summary, Function<Consumer<Event>, Run> start) {
    var foreground = new Foreground(printPeriod);
    try (foreground.console;
        Interrupts _ = new Interrupts(foreground::signalled)) {
      Report report = foreground.begin(start).await();
      foreground.say(summary.of(report));
      return foreground.interrupted ? ExitStatus.INTERRUPTED : ExitStatus.of(report);
    }
  }

  private synchronized Run begin(Function<Consumer<Event>, Run> start) {
    Run begun = start.apply(console);
    run = Optional.of(begun);
    if (stopped) {
      begun.stop();
    }
    return begun;
  }

  private synchronized void stop() {
    stopped = true;
    run.ifPresent(Run::stop);
  }

  private synchronized void cancel() {
    run.ifPresent(Run::cancel);
  }

  // Nothing is said before it is done, nor while something is locked: whoever should read it may be
  // slow, and the next signal must get through.
  private void signalled(int time) {
    interrupted = true;
    switch (time) {
      case 1 -> {
        stop();
        say(
            "stopping: no new command starts, running ones run to their end; Ctrl-C again ends"
                + " them");
      }
      case 2 -> {
        cancel();
        say("ending the running commands; Ctrl-C again leaves at once");
      }
      default -> leave();
    }
  }

  private void leave() {
    try {
      Thread.ofPlatform().daemon().start(this::sayWhatRuns).join(LAST_WORDS);
    } catch (InterruptedException e) {
      // Nobody here does that; and if so, there is the more reason to leave.
    }
    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
  }

  private void sayWhatRuns() {
    List<Run.Command> running = running();
    if (running.isEmpty()) {
      say("leaving; nothing was running any more");
    } else {
      say(
          running.stream()
              .map(command -> "\n  " + command)
              .collect(Collectors.joining("", "leaving; these may still run:", "")));
    }
  }

  private synchronized List<Run.Command> running() {
    return run.map(Run::running).orElse(List.of());
  }

  private void say(String text) {
    console.accept(new Event.Notice(text));
  }
}
