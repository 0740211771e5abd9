package pegasus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import pegasus.Broadcast;
import pegasus.Host;
import pegasus.Options;
import pegasus.Queue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pegasus b`: each job on every host, in step.
@Command(
    name = "b",
    aliases = "broadcast",
    description = "Run each command of the queue on every host; the next one when all are done.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class)
public final class BroadcastMode implements Callable<Integer> {
  @Mixin RunOptions files = new RunOptions();

  @ArgGroup OnError onError = new OnError();

  /// One or the other.
  static final class OnError {
    @Option(
        names = {"-e", "--error-aborts"},
        description = "Stop when a host fails on a command.")
    boolean aborts;

    @Option(
        names = {"-i", "--ignore-errors"},
        description = "Go on despite failures (the default).")
    boolean ignored;
  }

  @Override
  public Integer call() {
    List<Host> hosts = files.hosts();
    Queue queue = files.queue();
    Options options = files.options().withErrorAborts(onError.aborts);
    return Foreground.run(
        files.printPeriod,
        files.summary(onError.aborts),
        listener -> Broadcast.start(hosts, queue, options.withListener(listener)));
  }
}
