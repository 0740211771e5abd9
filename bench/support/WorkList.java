package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The same list of commands, worked off by Pegasus and by others: some to get warm, and then so
/// many `true` between two marks.
///
/// @param nodes how they are reached
/// @param port where they are reached
public record WorkList(Lab lab, SshConfig nodes, int port) {
  /// The usual list of a lab.
  public static WorkList in(Lab lab) {
    return new WorkList(lab, lab.nodes(), lab.port());
  }

  /// Pegasus in queue mode.
  ///
  /// @return commands per second, likewise below
  public double pegasus(int hosts, int jobs) throws IOException, InterruptedException {
    return queue(Lab.names(hosts), hosts, jobs);
  }

  /// Pegasus on so many hosts that are all this machine, without SSH.
  public double localhost(int hosts, int jobs) throws IOException, InterruptedException {
    return queue(Collections.nCopies(hosts, "localhost"), hosts, jobs);
  }

  private double queue(List<String> names, int hosts, int jobs)
      throws IOException, InterruptedException {
    PegasusProgram.write(lab.folder(), names, commands(hosts, jobs));
    return rate(
        jobs, () -> lab.shell().run(lab.pegasus().with("q", "-F", nodes.plain().toString())));
  }

  /// The original program, which finds its key in an agent and its hosts by URL.
  public double original(int hosts, int jobs)
      throws IOException, InterruptedException, Contest.Missing {
    String program = Shell.line(lab.original()) + " q";
    PegasusProgram.write(lab.folder(), lab.urls(hosts), commands(hosts, jobs));
    return rate(jobs, () -> lab.shell().run(lab.withAgent(program)));
  }

  /// A loop over one connection with the SSH library that Pegasus uses, and nothing around it.
  public double bareLoop(int hosts, int jobs)
      throws IOException, InterruptedException, Contest.Missing {
    return bareLoop(hosts, jobs, command -> command);
  }

  /// The same, and each command runs in `sh`, whatever shell the account has, as those of Pegasus
  /// do: on the node that is one more program to start.
  public double bareLoopInSh(int hosts, int jobs)
      throws IOException, InterruptedException, Contest.Missing {
    return bareLoop(hosts, jobs, command -> "exec " + Shell.line("sh", "-c", command));
  }

  private double bareLoop(int hosts, int jobs, UnaryOperator<String> wrapper)
      throws IOException, InterruptedException, Contest.Missing {
    if (hosts > 1) {
      throw new Contest.Missing("-");
    }
    Path list = list(commands(1, jobs).stream().map(wrapper).toList());
    Path key = lab.folder().resolve("user_key");
    return rate(jobs, () -> lab.shell().run(BareLoop.command(port, key, list)));
  }

  /// xargs and `ssh` over open connections.
  public double xargs(int hosts, int jobs) throws IOException, InterruptedException {
    List<String> commands = commands(hosts, jobs);
    List<String> lines =
        IntStream.range(0, commands.size())
            .mapToObj(i -> "node-" + (i % hosts + 1) + " " + commands.get(i))
            .toList();
    return rate(
        jobs,
        () ->
            lab.shell()
                .run(
                    "xargs -P %d -L 1 ssh -n -F %s <%s"
                        .formatted(hosts, nodes.master(), list(lines))));
  }

  /// GNU parallel.
  ///
  /// @param master whether over open connections
  public double parallel(int hosts, int jobs, boolean master)
      throws IOException, InterruptedException {
    Path config = master ? nodes.master() : nodes.plain();
    Path list = list(commands(hosts, jobs));
    return rate(jobs, () -> lab.shell().run(GnuParallel.line(config, hosts) + " <" + list));
  }

  /// A tool that runs one command on all hosts, once for each command, over open connections.
  public double fanOut(FanOut tool, int hosts, int jobs) throws IOException, InterruptedException {
    int steps = Math.ceilDiv(jobs, hosts);
    List<String> lines =
        commands(1, steps).stream()
            .map(command -> tool.line(nodes.master(), hosts, command))
            .toList();
    // Each mark is as old as its last host's: the first of them belong to what is counted.
    return rate((steps + 1) * hosts - 1, () -> lab.shell().run("set -e; . " + list(lines)));
  }

  /// The floor: no network at all.
  public double forks(int hosts, int jobs) throws IOException, InterruptedException {
    Path list = list(commands(hosts, jobs));
    return rate(
        jobs, () -> lab.shell().run("xargs -P %d -d '\\n' -n 1 sh -c <%s".formatted(hosts, list)));
  }

  private List<String> commands(int hosts, int jobs) {
    var commands = new ArrayList<String>();
    commands.addAll(Collections.nCopies(Math.max(hosts, jobs / 3), "true"));
    commands.add(lab.marks().command("begin"));
    commands.addAll(Collections.nCopies(jobs, "true"));
    commands.add(lab.marks().command("end"));
    return commands;
  }

  private Path list(List<String> lines) throws IOException {
    return Files.write(lab.folder().resolve("list"), lines);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private double rate(int jobs, Work work) throws IOException, InterruptedException {
    lab.marks().clear();
    work.run();
    return (jobs + 1) / lab.marks().seconds("begin", "end");
  }
}
