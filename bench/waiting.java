///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.GnuParallel;
import bench.support.Lab;
import bench.support.Marks;
import bench.support.PegasusProgram;
import bench.support.Shell;
import bench.support.Table;

/// What waiting costs: how long an entry that is added waits for a free host, how long the end of
/// the last command waits for the end of the program, and what a program does while it waits.
void main(String... arguments) {
  System.exit(Bench.main(lab -> new Waiting(lab).measure(), arguments));
}

/// When an entry is added.
enum Added {
  IN_DAEMON_MODE("to an idle daemon"),
  WHILE_OTHERS_RUN("while another host works");

  private final String title;

  Added(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}

/// One lab's programs that wait.
static final class Waiting {

  private final Lab lab;
  private final Marks marks;
  private final Path queue;

  Waiting(Lab lab) {
    this.lab = lab;
    this.marks = lab.marks();
    this.queue = lab.folder().resolve("queue.yaml");
  }

  List<Table> measure() throws InterruptedException {
    var delays = new Contest<>("ms to the start of an entry", List.of(Added.values()));
    delays.add("Pegasus", added -> delay(added, Lab.names(2), ssh(added)));
    delays.add("the original", added -> delay(added, lab.urls(2), original(added)));
    delays.addPeer("GNU parallel behind tail -f", "parallel", this::parallelDelay);
    var ends = new Contest<>("ms to the exit", List.of("after the last command"));
    ends.add("Pegasus", _ -> exit(Lab.names(1), ssh(Added.WHILE_OTHERS_RUN)));
    ends.add("the original", _ -> exit(lab.urls(1), original(Added.WHILE_OTHERS_RUN)));
    ends.addPeer("GNU parallel", "parallel", _ -> exit(List.of(), parallel("cat")));
    ends.addPeer("ssh", "ssh", _ -> exit(List.of(), plainSsh()));
    var idle = new Contest<>("% of one processor", List.of("8 idle hosts"));
    idle.add("Pegasus --daemon", _ -> idle());
    return List.of(delays.run(lab.settings()), ends.run(lab.settings()), idle.once(lab.settings()));
  }

  private List<String> ssh(Added added) {
    String config = lab.nodes().plain().toString();
    return added == Added.IN_DAEMON_MODE
        ? lab.pegasus().with("q", "--daemon", "-F", config)
        : lab.pegasus().with("q", "-F", config);
  }

  private List<String> original(Added added) throws Contest.Missing {
    String mode = added == Added.IN_DAEMON_MODE ? " q -d" : " q";
    return script(lab.withAgent(Shell.line(lab.original()) + mode));
  }

  /// GNU parallel on one node, with what `feed` prints for it.
  private List<String> parallel(String feed) {
    String list = lab.folder().resolve("list").toString();
    return script(feed + " " + list + " | " + GnuParallel.line(lab.nodes().master(), 1, "-u"));
  }

  private static List<String> script(String line) {
    return List.of("sh", "-c", line);
  }

  private double delay(Added added, List<String> hosts, List<String> program) throws Exception {
    String first = marks.command("up");
    if (added == Added.WHILE_OTHERS_RUN) {
      // Killed, Pegasus leaves its commands running: this one ends with the bench.
      first += "; while [ -d " + marks.folder() + " ]; do sleep 0.05; done";
    }
    PegasusProgram.write(lab.folder(), hosts, List.of(first));
    return delay(program, queue, "- \"" + marks.command("added") + "\"\n");
  }

  private double parallelDelay(Added added) throws Exception {
    if (added == Added.WHILE_OTHERS_RUN) {
      throw new Contest.Missing("-");
    }
    Path list = Files.writeString(lab.folder().resolve("list"), marks.command("up") + "\n");
    return delay(parallel("tail -n +1 -f"), list, marks.command("added") + "\n");
  }

  /// Adds entries to a file, one when the last has started.
  private double delay(List<String> program, Path file, String entry) throws Exception {
    marks.clear();
    Process process = lab.shell().start(program);
    try {
      await("up", process);
      int entries = lab.settings().size(5, 1);
      long pause = lab.settings().size(300, 50);
      double sum = 0;
      for (int i = 0; i < entries; i++) {
        Thread.sleep(pause);
        Instant since = Instant.now();
        Files.writeString(file, entry, StandardOpenOption.APPEND);
        sum += Marks.seconds(since, await("added", process));
        marks.remove("added");
      }
      return 1000 * sum / entries;
    } finally {
      end(process);
    }
  }

  private Instant await(String mark, Process by) throws IOException, InterruptedException {
    return marks.await(mark, by, lab.folder().resolve("err"));
  }

  private static void end(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private List<String> plainSsh() {
    String config = lab.nodes().plain().toString();
    return List.of("ssh", "-n", "-F", config, "node-1", marks.command("end"));
  }

  private double exit(List<String> hosts, List<String> program) throws Exception {
    marks.clear();
    PegasusProgram.write(lab.folder(), hosts, List.of(marks.command("end")));
    Files.writeString(lab.folder().resolve("list"), marks.command("end") + "\n");
    lab.shell().run(program);
    return 1000 * Marks.seconds(marks.time("end"), Instant.now());
  }

  /// How much of its time a processor spends on it.
  private double idle() throws Exception {
    marks.clear();
    PegasusProgram.write(lab.folder(), Lab.names(8), List.of(marks.command("up")));
    Process process = lab.shell().start(ssh(Added.IN_DAEMON_MODE));
    try {
      await("up", process);
      Thread.sleep(lab.settings().size(2000, 1)); // what it compiles and tidies up after its start
      Duration before = used(process);
      Instant since = Instant.now();
      Thread.sleep(lab.settings().size(15_000, 500));
      double elapsed = Marks.seconds(since, Instant.now());
      return 100 * used(process).minus(before).toMillis() / 1000.0 / elapsed;
    } finally {
      end(process);
    }
  }

  private static Duration used(Process process) {
    return process.info().totalCpuDuration().orElseThrow();
  }
}
