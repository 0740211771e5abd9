package pegasus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import pegasus.PegasusException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The command `pegasus`: finds the mode, runs it, and turns whatever goes wrong into one message
/// and an exit status.
@Command(
    name = "pegasus",
    description = "Run a list of shell commands on a set of SSH nodes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class)
public final class App {
  private App() {}

  /// The program.
  public static void main(String... args) {
    exit(run(args));
  }

  /// @return the exit status
  public static int run(String... args) {
    if (Version.isAsked(args)) {
      System.out.println(Version.TEXT);
      return ExitStatus.OK;
    }
    return Letters.mistake(args).map(App::refused).orElseGet(() -> runMode(args));
  }

  private static int runMode(String... args) {
    List<Callable<Integer>> modes = modes(args.length == 0 ? "" : args[0]);
    if (modes.size() == 1 && args.length == 1) {
      return call(modes.getFirst());
    }
    CommandLine line = new CommandLine(new App());
    modes.forEach(line::addSubcommand);
    return configured(line).execute(ModeFirst.order(line, List.of(args)).toArray(String[]::new));
  }

  /// The mode of this name, or all of them. To know them all takes picocli a tenth of a second.
  private static List<Callable<Integer>> modes(String name) {
    return switch (name) {
      case "q", "queue" -> List.of(new QueueMode());
      case "b", "broadcast" -> List.of(new BroadcastMode());
      case "l", "lock" -> List.of(new LockMode());
      default ->
          List.of(
              new QueueMode(),
              new BroadcastMode(),
              new LockMode(),
              new RetryMode(),
              new CompletionMode());
    };
  }

  /// Runs one mode, for a script that is that mode.
  ///
  /// @return the exit status
  public static int run(Callable<Integer> mode, String... args) {
    return Letters.mistake(args).map(App::refused).orElseGet(() -> runOnly(mode, args));
  }

  private static int runOnly(Callable<Integer> mode, String... args) {
    return args.length == 0 ? call(mode) : configured(new CommandLine(mode)).execute(args);
  }

  private static int refused(String mistake) {
    tell(System.err::println, mistake);
    return ExitStatus.MALFORMED;
  }

  /// Where there are no options picocli is not needed: to start it takes as long as all the rest
  /// does until the first command.
  private static int call(Callable<Integer> mode) {
    try {
      return mode.call();
    } catch (PegasusException e) {
      return failed(e, System.err::println);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ends the process with this status: the last thing that a program does.
  public static void exit(int status) {
    Archive.beingWritten()
        .ifPresent(
            archive -> {
              if (archive.writable()) {
                sayWhy();
                archive.write();
              }
              Exit.atOnce(status);
            });
    Exit.with(status);
  }

  // To whoever sits there and waits.
  private static void sayWhy() {
    if (Descriptor.STDERR.isTerminal()) {
      tell(
          System.err::println, "rehearsing, this once: later starts are quicker (Ctrl-C: not now)");
    }
  }

  private static CommandLine configured(CommandLine command) {
    return command
        .setParameterExceptionHandler(App::misused)
        .setExecutionExceptionHandler((e, line, _) -> failed(e, line));
  }

  private static int misused(ParameterException e, String... args) {
    CommandLine line = e.getCommandLine();
    tell(line.getErr()::println, message(e));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("[Pegasus] see: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.MALFORMED;
  }

  private static String message(ParameterException e) {
    boolean mode = e.getCommandLine().getCommand() instanceof App;
    return mode
            && e instanceof CommandLine.UnmatchedArgumentException it
            && !it.getUnmatched().getFirst().startsWith("-")
        ? "there is no mode '%s'; there are q, b, l and retry"
            .formatted(it.getUnmatched().getFirst())
        : e.getMessage();
  }

  private static int failed(Exception e, CommandLine line) throws Exception {
    if (e instanceof PegasusException known) {
      return failed(known, line.getErr()::println);
    }
    // Not the user's mistake: the trace is for the report.
    throw e;
  }

  private static int failed(PegasusException e, Consumer<String> err) {
    tell(err, e.getMessage());
    return ExitStatus.of(e);
  }

  // What is wrong is quoted from files and arguments: it must not steer the terminal.
  private static void tell(Consumer<String> err, String message) {
    message.lines().forEach(part -> err.accept("[Pegasus] " + Controls.visible(part)));
  }
}
