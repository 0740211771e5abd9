package pegasus.cli;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import pegasus.Event;
import pegasus.Report;
import pegasus.Run;

/// A run in the foreground: its events on the console, its end in the hands of the user.
final class Foreground {
  private final Console console;
  // Guarded by this. Whoever wants the run to stop may come before it is there.
  private Optional<Run> run = Optional.empty();
  private boolean stopped;
  private volatile boolean interrupted;

  private Foreground(int printPeriod) {
    this.console = Console.ofProcess(printPeriod, this::unread);
  }

  /// Runs to the end.
  ///
  /// @param start begins the run, and returns at once
  /// @return the exit status
  static int run(int printPeriod, Function<Consumer<Event>, Run> start) {
    var foreground = new Foreground(printPeriod);
    try (foreground.console;
        Interrupts _ = new Interrupts(foreground::signalled)) {
      Report report = foreground.begin(start).await();
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

  // Nothing is said while something is locked: whoever should read it may be slow, and the next
  // signal must get through.
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
        say("ending the running commands; Ctrl-C again leaves at once");
        cancel();
      }
      default -> Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
    }
  }

  // As in `pegasus q | head`.
  private void unread() {
    stop();
    say("nobody reads the output any more: no new command starts, running ones run to their end");
  }

  private void say(String text) {
    console.accept(new Event.Notice(text));
  }
}
