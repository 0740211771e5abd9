package pegasus.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pegasus.Event;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Result;

/// Prints what happens: the commands' stdout to stdout, their stderr and what Pegasus itself says
/// to stderr, each line with its host before it. Any number of threads may call; lines are never
/// torn or mixed. Nothing is held back: an event is written before [#accept] returns, and a slow
/// reader holds the caller back.
public final class Console implements Consumer<Event>, AutoCloseable {
  private static final Prefix PEGASUS = new Prefix("Pegasus", Color.BOLD);

  /// A command that ran for less ends before anybody wonders whether it has.
  private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

  private final ConsoleSettings settings;
  private final ConsoleStream stdout;
  private final ConsoleStream stderr;
  private final EveryNth everyNth;
  private final Map<Host, Prefix> prefixes = new ConcurrentHashMap<>();
  private final AtomicInteger colorsUsed = new AtomicInteger();

  Console(ConsoleSettings settings) {
    this.settings = settings;
    var lock = new ReentrantLock();
    stdout = new ConsoleStream(settings.stdout(), lock, this::stdoutFailed);
    stderr =
        new ConsoleStream(
            settings.stderr(), settings.samePlace() ? lock : new ReentrantLock(), _ -> {});
    everyNth = new EveryNth(settings.printPeriod());
  }

  /// The console of this process, on its standard output and standard error.
  ///
  /// @param printPeriod print every Nth line of each command's stdout, and of its stderr; 0 prints
  ///   none
  /// @param onBrokenPipe called once, when standard output takes no more: nobody reads it (of which
  ///   nothing is said here), or its disk is full (which is told)
  public static Console ofProcess(int printPeriod, Runnable onBrokenPipe) {
    return new Console(ConsoleSettings.ofProcess(printPeriod, onBrokenPipe));
  }

  @Override
  public void accept(Event event) {
    switch (event) {
      case Event.Output output -> print(output);
      case Event.Connected(Host host) -> say(host, "connected", Color.NONE);
      case Event.Unreachable(Host host, String reason) ->
          say(host, "unreachable: " + reason, Color.RED);
      case Event.Started(Host host, _, String command) -> started(host, command);
      case Event.Finished(Result result) -> finished(result);
      case Event.HostNotice(Host host, String text) -> say(host, text, Color.NONE);
      case Event.Notice(String text) -> say(PEGASUS, text, Color.NONE);
    }
  }

  /// Stops following the terminal's width. Nothing is left to be written.
  @Override
  public void close() {
    settings.onClose().run();
  }

  private void print(Event.Output output) {
    String lines = everyNth.pick(output);
    if (!lines.isEmpty()) {
      var stream = output.source() == Source.STDOUT ? stdout : stderr;
      stream.print(prefix(output.host()), lines);
    }
  }

  /// The command as a shell would echo it: `$ ` before it, `> ` before its further lines.
  private void started(Host host, String command) {
    everyNth.restart(host);
    say(host, "$ " + String.join("\n> ", command.lines().toList()), Color.BOLD);
  }

  /// A success is told if it took long enough to wonder, a failure always.
  private void finished(Result result) {
    everyNth.restart(result.host());
    if (!result.ok()) {
      say(result.host(), Headline.of(result), Color.RED);
    } else if (result.elapsed().compareTo(WORTH_TELLING) >= 0) {
      say(result.host(), "done in " + Elapsed.of(result.elapsed()), Color.NONE);
    }
  }

  private void say(Host host, String text, Color color) {
    say(prefix(host), text, color);
  }

  private void say(Prefix prefix, String text, Color color) {
    stderr.print(
        prefix,
        text.lines()
            .map(line -> stderr.color() ? color.paint(line) : line)
            .collect(Collectors.joining("\n", "", "\n")));
  }

  private Prefix prefix(Host host) {
    return prefixes.computeIfAbsent(
        host, h -> new Prefix(h.label(), Color.ofHost(colorsUsed.getAndIncrement())));
  }

  private void stdoutFailed(IOException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!reason.contains("Broken pipe")) {
      say(PEGASUS, "cannot write to standard output: " + reason + "; stopping", Color.RED);
    }
    settings.onBrokenPipe().run();
  }
}
