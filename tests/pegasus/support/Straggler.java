package pegasus.support;

import pegasus.Cluster;
import pegasus.Hosts;
import pegasus.Options;
import pegasus.Queue;

/// Leaves a cluster open, a daemon and a command running, and returns.
public final class Straggler {
  private Straggler() {}

  public static void main(String... queue) throws Exception {
    var cluster = Cluster.connect(Hosts.of("localhost"));
    System.out.println(cluster.submit("echo hi").get().stdout().strip());
    Queue.open(queue[0]).start(Hosts.of("localhost"), Options.defaults().withDaemon(true));
    var running = cluster.submit("exec sleep 5");
    System.out.println(running.isDone());
  }
}
