///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.FanOut;
import bench.support.GnuParallel;
import bench.support.Lab;
import bench.support.Marks;
import bench.support.PegasusProgram;
import bench.support.Shell;
import bench.support.Table;

/// How much output per second: `seq 1 2000000` over and over, from 1 host and from 8 at once, into
/// a file and into a pipe. What the commands wrote counts, without the prefixes before their lines
/// and with them.
void main(String... arguments) {
  System.exit(Bench.main(lab -> new Flood(lab).measure(), arguments));
}

/// @param sink what the shell makes of the output
record Case(int hosts, String name, String sink) {
  @Override
  public String toString() {
    return hosts + (hosts == 1 ? " host, " : " hosts, ") + name;
  }
}

/// One lab's flood.
static final class Flood {
  private final Lab lab;
  private final Marks marks;
  private final Path file;
  private final int lines;
  private final Path config;

  Flood(Lab lab) {
    this.lab = lab;
    this.marks = lab.marks();
    this.file = lab.folder().resolve("output");
    this.lines = lab.settings().size(2_000_000, 2_000);
    this.config = lab.nodes().plain();
  }

  List<Table> measure() throws InterruptedException {
    var contest = new Contest<>("MB/s", lab.settings().columns(cases()));
    contest.add("Pegasus", this::pegasus);
    contest.add("Pegasus, its prefixes counted too", on -> pegasus(on) * prefixed());
    contest.addPeer("ssh (lines torn, no prefix)", "ssh", this::ssh);
    contest.addPeer(
        "GNU parallel --tag --line-buffer",
        "parallel",
        on -> fan(on, lines / 2, GnuParallel.line(config, on.hosts(), parallel(on, lines / 2))));
    contest.addPeer("pssh -i", FanOut.PSSH.program(), on -> fan(on, lines / 2, FanOut.PSSH, "-i"));
    contest.addPeer("pdsh", FanOut.PDSH.program(), on -> fan(on, lines / 20, FanOut.PDSH));
    contest.addPeer("clush", FanOut.CLUSH.program(), on -> fan(on, lines / 100, FanOut.CLUSH));
    contest.add("the original", this::original);
    return List.of(contest.run(lab.settings()));
  }

  private List<Case> cases() {
    return Stream.of(1, 8)
        .flatMap(
            hosts ->
                Stream.of(
                    new Case(hosts, "to a file", ">" + file),
                    new Case(hosts, "to a pipe", "| cat >/dev/null")))
        .toList();
  }

  /// What runs on each node. They wait for each other, so that connecting does not count.
  private String flood(int hosts, int repeat, int lines) {
    Path here = marks.folder().resolve("here");
    String together =
        "echo >>%1$s; until [ $(wc -l <%1$s) -eq %2$d ]; do sleep 0.02; done"
            .formatted(here, hosts);
    String turns = "1 ".repeat(repeat);
    return "%s; %s; for i in %s; do seq 1 %d; done"
        .formatted(together, marks.command("begin"), turns, lines);
  }

  private String[] parallel(Case on, int lines) {
    String flood = flood(on.hosts(), 1, lines);
    return new String[] {"--nonall", "-j0", "--tag", "--line-buffer", flood};
  }

  /// How often those that are quick do it, to be measured at all.
  private static int repeat(Case on) {
    return on.hosts() == 1 ? 6 : 2;
  }

  private double pegasus(Case on) throws IOException, InterruptedException {
    write(Lab.names(on.hosts()), repeat(on), lines);
    var program = lab.pegasus().with("b", "-F", config.toString());
    double rate = rate(on, repeat(on), lines, Shell.line(program));
    if (Files.exists(file)) {
      lab.shell().run("! LC_ALL=C grep -qvE '^\\[node-[0-9]*\\] [0-9]+$' " + file);
    }
    return rate;
  }

  /// How much more a line is with `[node-1] ` before it.
  private double prefixed() {
    return 1 + "[node-1] ".length() * (double) lines / length(lines);
  }

  private void write(List<String> hosts, int repeat, int lines) throws IOException {
    PegasusProgram.write(
        lab.folder(),
        hosts,
        List.of("seq 1 " + lines, flood(hosts.size(), repeat, lines), marks.command("end")));
  }

  private double ssh(Case on) throws IOException, InterruptedException {
    String all =
        Lab.names(on.hosts()).stream()
            .map(
                node ->
                    Shell.line(
                        "ssh", "-F", "" + config, node, flood(on.hosts(), repeat(on), lines)))
            .collect(Collectors.joining(" & ", "", " & wait; "));
    return rate(on, repeat(on), lines, "{ " + all + marks.command("end") + "; }");
  }

  private double fan(Case on, int lines, FanOut tool, String... more)
      throws IOException, InterruptedException {
    return fan(on, lines, tool.line(config, on.hosts(), flood(on.hosts(), 1, lines), more));
  }

  private double fan(Case on, int lines, String line) throws IOException, InterruptedException {
    return rate(on, 1, lines, "{ " + line + "; " + marks.command("end") + "; }");
  }

  private double original(Case on) throws IOException, InterruptedException, Contest.Missing {
    String program = Shell.line(lab.original()) + " b";
    write(lab.urls(on.hosts()), 1, lines / 4);
    return rate(on, 1, lines / 4, lab.withAgent(program));
  }

  private double rate(Case on, int repeat, int lines, String work)
      throws IOException, InterruptedException {
    marks.clear();
    Files.deleteIfExists(file);
    lab.shell().run(work + " " + on.sink());
    double bytes = (double) on.hosts() * repeat * length(lines);
    return bytes / 1e6 / marks.seconds("begin", "end");
  }

  /// What `seq` prints.
  private static long length(int lines) {
    return IntStream.rangeClosed(1, lines).mapToLong(line -> ("" + line).length() + 1).sum();
  }
}
