package pegasus.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import pegasus.Host;
import pegasus.Options;
import pegasus.Past;
import pegasus.Queue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `pegasus q`: each job once, on the next free host.
@Command(
    name = "q",
    aliases = "queue",
    description = "Run each command of the queue once, on the next free host.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class)
public final class QueueMode implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin RunOptions files = new RunOptions();

  @Option(
      names = "--resume",
      description =
          "First put the jobs back whose fate is unknown, as 'pegasus retry --lost' does.")
  boolean resume;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = Count.class,
      description =
          "Run a command that failed or was lost up to N times more, on another host if there is"
              + " one.")
  int retries;

  @Option(
      names = "--max-host-failures",
      paramLabel = "N",
      converter = Count.class,
      description =
          "Leave out a host on which N commands in a row failed within a second (default: 3); 0"
              + " leaves out none.")
  Optional<Integer> maxHostFailures = Optional.empty();

  @Override
  public Integer call() {
    List<Host> hosts = files.hosts();
    Queue queue = files.queue();
    Options options = options();
    if (resume) {
      resume(queue);
    }
    return Foreground.run(
        files.printPeriod,
        files.summary(false),
        listener -> queue.start(hosts, options.withListener(listener)));
  }

  private Options options() {
    Options options = files.options().withRetries(retries);
    return maxHostFailures.map(options::withMaxHostFailures).orElse(options);
  }

  private void resume(Queue queue) {
    List<Past> lost = new Retryable(queue.retryable()).with(EnumSet.of(OutcomeKind.LOST));
    queue
        .retry(lost.stream().map(Past::id).collect(Collectors.toSet()))
        .forEach(
            past ->
                spec.commandLine()
                    .getErr()
                    .println(Controls.visibleLines("[Pegasus] put back: " + past)));
  }
}
