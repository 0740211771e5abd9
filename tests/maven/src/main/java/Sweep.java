import pegasus.Broadcast;
import pegasus.Hosts;
import pegasus.Queue;
import pegasus.Result;

/// Asks each host for its name, and runs a queue of two jobs on this machine.
void main() {
  var hosts = Hosts.parse("- hostname: localhost\n  gpu: [0, 1]\n");
  Broadcast.run(hosts, "echo gpu {{ gpu }}").results().forEach(this::show);
  Queue.of("echo one", "echo two").run(Hosts.of("localhost")).results().forEach(this::show);
}

void show(Result result) {
  IO.println(result.orThrow().stdout().strip());
}
