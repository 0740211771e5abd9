package pegasus.cli;

import java.util.List;
import pegasus.PegasusException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;

/// The command `pegasus`: finds the mode, runs it, and turns whatever goes wrong into one message
/// and an exit status.
@Command(
    name = "pegasus",
    description = "Run a list of shell commands on a set of SSH nodes.",
    mixinStandardHelpOptions = true,
    versionProvider = App.Version.class,
    subcommands = {QueueMode.class, BroadcastMode.class, LockMode.class})
public final class App {
  private App() {}

  /// @return the exit status
  public static int run(String... args) {
    CommandLine line = commandLine(new App());
    return line.execute(ModeFirst.order(line, List.of(args)).toArray(String[]::new));
  }

  /// Runs one mode, for a script that is that mode.
  ///
  /// @return the exit status
  public static int run(Object mode, String... args) {
    return commandLine(mode).execute(args);
  }

  private static CommandLine commandLine(Object command) {
    return new CommandLine(command)
        .setParameterExceptionHandler(App::misused)
        .setExecutionExceptionHandler((e, line, _) -> failed(e, line));
  }

  private static int misused(ParameterException e, String... args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("[Pegasus] " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("[Pegasus] see: " + line.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.MALFORMED;
  }

  private static int failed(Exception e, CommandLine line) throws Exception {
    if (e instanceof PegasusException known) {
      line.getErr().println("[Pegasus] " + known.getMessage());
      return ExitStatus.of(known);
    }
    // Not the user's mistake: the trace is for the report.
    throw e;
  }

  /// What `--version` says.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"pegasus 0.1.0"};
    }
  }
}
