package pegasus.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `pegasus completion bash`: the script with which a shell completes modes, options and files.
@Command(
    name = "completion",
    description = "Print the script with which a shell completes the arguments of pegasus.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class)
public final class CompletionMode implements Callable<Integer> {
  enum Shell {
    bash,
    zsh
  }

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}: it is for both.")
  Shell shell;

  @Override
  public Integer call() {
    var pegasus = spec.parent();
    spec.commandLine().getOut().print(AutoComplete.bash(pegasus.name(), pegasus.commandLine()));
    spec.commandLine().getOut().flush();
    return ExitStatus.OK;
  }
}
