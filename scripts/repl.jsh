//JAVA 25+
//DEPS ../pegasus.java
import pegasus.*;
import pegasus.Queue; // by name: java.util has one too

// Runs a command on some hosts, or on one, and shows its output as it comes.
Report run(List<Host> hosts, String command) {
  return Broadcast.run(hosts, command, Options.defaults().withListener(Printer.to(System.out)));
}

Result run(Host host, String command) {
  return run(List.of(host), command).results().stream()
      .findFirst()
      .orElseThrow(() -> new PegasusException(host + " is out of reach"));
}

System.out.println("""
    var hosts = Hosts.expand("hosts.yaml")     shows the hosts; hosts.named("node-*"), hosts.first(2)
    Queue.open("queue.yaml").preview(hosts)    shows what would run; .run(hosts) runs it
    run(hosts, "uname -r").gather()            runs a command, and puts the same answers together""");
