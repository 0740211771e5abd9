package pegasus.cli;

import java.util.List;
import java.util.concurrent.Callable;
import pegasus.Host;
import pegasus.Hosts;
import pegasus.Options;
import pegasus.Queue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `pegasus q`: each job once, on the next free host.
@Command(
    name = "q",
    aliases = "queue",
    description = "Run each command of the queue once, on the next free host.",
    mixinStandardHelpOptions = true,
    versionProvider = App.Version.class)
public final class QueueMode implements Callable<Integer> {
  @Mixin RunOptions files;

  @Override
  public Integer call() {
    List<Host> hosts = Hosts.expand(files.hostsFile);
    Queue queue = Queue.open(files.queueFile);
    Options options = files.options();
    return Foreground.run(
        files.printPeriod, listener -> queue.start(hosts, options.withListener(listener)));
  }
}
