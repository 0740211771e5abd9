package pegasus.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import pegasus.Host;
import pegasus.Hosts;
import pegasus.Options;
import pegasus.Queue;
import pegasus.Retries;
import pegasus.store.History.Past;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pegasus q`: each job once, on the next free host.
@Command(
    name = "q",
    aliases = "queue",
    description = "Run each command of the queue once, on the next free host.",
    mixinStandardHelpOptions = true,
    versionProvider = App.Version.class)
public final class QueueMode implements Callable<Integer> {
  @Mixin RunOptions files;

  @Option(
      names = "--resume",
      description = "Before that, put the jobs back that were running when Pegasus died.")
  boolean resume;

  @Override
  public Integer call() {
    List<Host> hosts = Hosts.expand(files.hostsFile);
    Queue queue = Queue.open(files.queueFile);
    Options options = files.options();
    if (resume) {
      List<Past> lost = Retries.of(queue.past()).with(Set.of("lost"));
      queue.retry(lost.stream().map(Past::id).collect(Collectors.toSet()));
    }
    return Foreground.run(
        files.printPeriod, listener -> queue.start(hosts, options.withListener(listener)));
  }
}
