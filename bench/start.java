///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS ../pegasus.java
//SOURCES support/*.java

import bench.support.Bench;
import bench.support.Contest;
import bench.support.Lab;
import bench.support.Marks;
import bench.support.PegasusProgram;
import bench.support.Table;

/// What a start costs, compared to that of an empty JBang script: until Pegasus tells its version,
/// and until the first command of a queue runs on localhost. `./jbang` starts a program whose files
/// have not changed without JBang; `./jbang run` asks JBang each time, as an installed JBang does.
void main(String... arguments) {
  System.exit(Bench.main(lab -> new Starts(lab).measure(), arguments));
}

/// One lab's starts.
static final class Starts {
  private final Lab lab;
  private final List<String> jbang;
  private final Path empty;

  Starts(Lab lab) throws IOException {
    this.lab = lab;
    this.jbang = List.of(Lab.root().resolve("jbang").toString());
    this.empty =
        Files.writeString(lab.folder().resolve("empty.java"), "//JAVA 25+\nvoid main() {}\n");
  }

  List<Table> measure() throws InterruptedException {
    String script = Lab.root().resolve("pegasus.java").toString();
    var contest = new Contest<>("seconds", List.of("to the end"));
    contest.add("an empty JBang script", _ -> end(with(jbang, empty.toString())));
    contest.add("./jbang pegasus.java --version", _ -> end(with(jbang, script, "--version")));
    contest.add(
        "./jbang run pegasus.java --version", _ -> end(with(jbang, "run", script, "--version")));
    contest.add(
        "java ... Pegasus --version, as ./jbang runs it",
        _ -> end(lab.pegasus().with("--version")));
    contest.add(
        "./jbang pegasus.java q, to its first command", _ -> first(with(jbang, script, "q")));
    contest.add(
        "./jbang run pegasus.java q, to its first command",
        _ -> first(with(jbang, "run", script, "q")));
    contest.add(
        "java ... Pegasus q, as ./jbang runs it, to its first command",
        _ -> first(lab.pegasus().with("q")));
    return List.of(contest.run(lab.settings()));
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  private double end(List<String> command) throws IOException, InterruptedException {
    Instant since = Instant.now();
    lab.shell().run(command);
    return Marks.seconds(since, Instant.now());
  }

  private double first(List<String> command) throws IOException, InterruptedException {
    lab.marks().clear();
    PegasusProgram.write(lab.folder(), List.of("localhost"), List.of(lab.marks().command("first")));
    Instant since = Instant.now();
    lab.shell().run(command);
    return Marks.seconds(since, lab.marks().time("first"));
  }
}
