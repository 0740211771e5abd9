///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.FanOut;
import bench.support.GnuParallel;
import bench.support.IdleNodes;
import bench.support.Lab;
import bench.support.Marks;
import bench.support.PegasusProgram;
import bench.support.Rss;
import bench.support.Shell;
import bench.support.SshConfig;
import bench.support.Table;

/// What many hosts cost: the time from the start of a program to the end of the first command on
/// the last of them, where the server lets all in at once and where it has the limits that OpenSSH
/// comes with; and the memory for 1,000 hosts that wait.
void main(String... arguments) {
  System.exit(Bench.main(lab -> new Crowd(lab).measure(), arguments));
}

/// @param server how to reach so many hosts of one server
record Case(int hosts, String name, SshConfig server) {
  @Override
  public String toString() {
    return hosts + " hosts, " + name;
  }
}

/// One lab's many hosts.
static final class Crowd {
  private final Lab lab;
  private final Marks marks;
  private final Path arrivals;

  Crowd(Lab lab) {
    this.lab = lab;
    this.marks = lab.marks();
    this.arrivals = marks.folder().resolve("arrivals");
  }

  List<Table> measure() throws Exception {
    var contest = new Contest<>("seconds to the last host", lab.settings().columns(cases()));
    contest.add("Pegasus", on -> pegasus(on, Lab.names(on.hosts())));
    contest.add("Pegasus, sub-nodes of one machine", on -> pegasus(on, subNodes(on.hosts())));
    for (var tool : FanOut.values()) {
      contest.addPeer(
          tool.title(),
          tool.program(),
          on -> seconds(on, tool.line(on.server().plain(), on.hosts(), arrival())));
    }
    contest.addPeer("GNU parallel", "parallel", on -> seconds(on, parallel(on)));
    contest.add("the original", this::original);
    contest.addPeer("floor: ssh, all at once", "ssh", on -> seconds(on, ssh(on)));
    int idle = lab.settings().size(1000, 16);
    var memory = new Contest<>("MB of memory", List.of("%,d hosts that wait".formatted(idle)));
    memory.add("Pegasus", _ -> memory(idle));
    return List.of(contest.run(lab.settings()), memory.once(lab.settings()));
  }

  private List<Case> cases() throws Exception {
    SshConfig usual = lab.anotherServer(); // with the limits that OpenSSH has by itself
    int some = lab.settings().size(64, 4);
    return List.of(
        new Case(some, "no limits", lab.nodes()),
        new Case(lab.settings().size(256, 8), "no limits", lab.nodes()),
        new Case(some, "usual limits", usual));
  }

  /// What each host does: it adds a byte.
  private String arrival() {
    return "echo >>" + arrivals;
  }

  private double seconds(Case on, String line) throws Exception {
    return seconds(on, List.of("sh", "-c", line));
  }

  private double seconds(Case on, List<String> command) throws Exception {
    marks.clear();
    Instant since = Instant.now();
    lab.shell().start(command).waitFor();
    long arrived = Files.exists(arrivals) ? Files.size(arrivals) : 0;
    if (arrived < on.hosts()) {
      throw new Contest.Missing("lost " + (on.hosts() - arrived));
    }
    return Marks.seconds(since, marks.time("arrivals"));
  }

  private double pegasus(Case on, List<String> hosts) throws Exception {
    PegasusProgram.write(lab.folder(), hosts, List.of(arrival()));
    return seconds(on, lab.pegasus().with("b", "-F", on.server().plain().toString()));
  }

  private static List<String> subNodes(int hosts) {
    return IntStream.range(0, hosts).mapToObj(nr -> "{hostname: node-1, nr: " + nr + "}").toList();
  }

  private double original(Case on) throws Exception {
    String program = Shell.line(lab.original()) + " b";
    PegasusProgram.write(lab.folder(), lab.urls(on.hosts()), List.of(arrival()));
    return seconds(on, lab.withAgent(program));
  }

  private String parallel(Case on) {
    return GnuParallel.line(on.server().plain(), on.hosts(), "--nonall", "-j0", arrival());
  }

  private String ssh(Case on) {
    return Lab.names(on.hosts()).stream()
        .map(node -> Shell.line("ssh", "-n", "-F", "" + on.server().plain(), node, arrival()))
        .collect(Collectors.joining(" & ", "", " & wait"));
  }

  private double memory(int hosts) throws Exception {
    try (var nodes = IdleNodes.start(lab)) {
      PegasusProgram.write(lab.folder(), Lab.names(hosts), List.of());
      String config = lab.nodesThrough(nodes.port()).plain().toString();
      Process process = lab.shell().start(lab.pegasus().with("b", "--daemon", "-F", config));
      try {
        awaitConnected(process, hosts);
        return Rss.now(process.toHandle());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private void awaitConnected(Process process, int hosts) throws Exception {
    Path said = lab.folder().resolve("err");
    while (Files.readAllLines(said).stream().filter(l -> l.endsWith("] connected")).count()
        < hosts) {
      if (!process.isAlive()) {
        throw new IllegalStateException("it ended: " + Shell.end(said));
      }
      Thread.sleep(100);
    }
  }
}
