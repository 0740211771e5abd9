package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pegasus.support.Background;
import pegasus.support.Checkout;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// The example scripts, on SSH nodes, in a folder with a hosts.yaml that names them.
class ScriptsTest {
  private static final int SHORT = 45;

  private static Nodes nodes;

  @TempDir private Path folder;

  @BeforeAll
  static void start(@TempDir Path servers) throws IOException {
    assumeTrue(NodeKind.OPENSSH.available(), "the stand-in has no SFTP");
    String[] names = {"node-1", "node-2", "node-3"};
    nodes = Nodes.startOpenSsh(servers, List.of("Subsystem sftp internal-sftp"), names);
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  @BeforeEach
  void hosts() throws IOException {
    Files.writeString(folder.resolve("hosts.yaml"), "- node-1\n- node-2\n- node-3\n");
  }

  private Program.Ended run(String script, String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Checkout.file("scripts/" + script).toString());
    command.addAll(List.of(arguments));
    return program(command).run();
  }

  private Program program(List<String> command) {
    return Program.of(command.toArray(String[]::new)).in(folder).with(Map.of("PATH", nodes.path()));
  }

  private Program.Ended succeed(String script, String... arguments) throws Exception {
    Program.Ended ended = run(script, arguments);
    assertEquals(0, ended.status(), ended::err);
    assertEquals("", ended.err(), "a library prints nothing");
    return ended;
  }

  @Test
  void each_example_can_be_read_at_once() throws IOException {
    Set<String> tools = Set.of("install.java", "repl.java");
    try (Stream<Path> scripts = Files.list(Checkout.file("scripts"))) {
      for (Path script : scripts.toList()) {
        if (tools.contains(script.getFileName().toString())) {
          continue;
        }
        assertTrue(Files.readAllLines(script).size() <= SHORT, script.toString());
      }
    }
  }

  @Test
  void grid_pushes_a_product_to_a_queue_that_can_be_run() throws Exception {
    String out = succeed("grid.java").out();

    assertEquals("36 jobs more, 36 in queue.yaml\n", out);
    Pegasus pegasus = Pegasus.in(folder).on(nodes);
    Program.Ended ended = pegasus.run("q");
    assertEquals(0, ended.status(), ended::err);
    assertEquals(36, ended.out().lines().count());
    assertTrue(ended.out().contains("] --lr 0.001 --bs 64 --seed 3\n"), ended.out());
  }

  @Test
  void random_search_tries_fifty_on_all_hosts_and_prints_the_best() throws Exception {
    String out = succeed("random_search.java").out();

    List<String> lines = out.lines().toList();
    assertEquals(51, lines.size(), out);
    double best =
        lines.stream()
            .limit(50)
            .mapToDouble(line -> Double.parseDouble(line.split(" ")[0]))
            .min()
            .orElseThrow();
    assertTrue(lines.getLast().startsWith("best: " + best + " on node-"), out);
  }

  @Test
  void random_search_says_when_no_trial_came_to_a_number() throws Exception {
    Program.Ended ended = run("random_search.java", "echo none", "any seed");

    assertEquals(1, ended.status());
    assertEquals("no trial printed a number at its end\n", ended.err());
    assertEquals(50, ended.out().lines().count());
  }

  @Test
  void halving_goes_on_with_the_better_half() throws Exception {
    String out = succeed("halving.java").out();

    List<String> rounds = out.lines().map(line -> line.replaceFirst(";.*", "")).toList();
    assertEquals(
        List.of("1 epochs, 10 candidates", "2 epochs, 5 candidates", "4 epochs, 2 candidates"),
        rounds);
    assertTrue(out.endsWith("best: {lr=0.00625, bs=32, epochs=4}\n"), out);
  }

  @Test
  void facts_puts_hosts_with_the_same_answer_together() throws Exception {
    String odd = "test $PEGASUS_NODE = node-2 && echo odd || echo even";

    String out = succeed("facts.java", odd).out();

    assertTrue(out.contains("node-[1,3] (2)\n---------------\neven\n"), out);
    assertTrue(out.contains("---------------\nnode-2\n---------------\nodd\n"), out);
    assertTrue(out.contains("--- node-[1,3]\n+++ node-2\n@@ -1,1 +1,1 @@\n-even\n+odd\n"), out);
    assertTrue(out.contains("\nnode-2  odd\n"), out);
  }

  @Test
  void facts_asks_those_that_answer_and_tells_of_the_others() throws Exception {
    Files.writeString(folder.resolve("hosts.yaml"), "- node-1\n- nobody@127.0.0.1:1\n");

    Program.Ended ended = run("facts.java", "echo here");

    assertEquals(1, ended.status());
    assertTrue(ended.out().contains("node-1  here\n"), ended::out);
    assertTrue(ended.out().endsWith("unreachable: nobody@127.0.0.1:1\n"), ended::out);
    Files.writeString(folder.resolve("hosts.yaml"), "- nobody@127.0.0.1:1\n");
    assertEquals(1, run("facts.java", "true").status());
    Files.writeString(folder.resolve("hosts.yaml"), "- node-1\n");
    assertEquals(1, run("facts.java", "false").status());
  }

  @ParameterizedTest
  @CsvSource({"push, a", "push, --fetch a", "push, --fetch a b c", "rolling, a", "rolling, a b c"})
  void who_leaves_something_out_is_told_what_to_say(String script, String arguments)
      throws Exception {
    Program.Ended ended = run(script + ".java", arguments.split(" "));

    assertEquals(2, ended.status());
    assertTrue(ended.err().startsWith("usage: " + script + " "), ended::err);
    assertEquals(1, ended.err().lines().count(), ended::err);
  }

  @Test
  void rolling_stops_at_the_first_failure() throws Exception {
    String mark = "touch %s/$PEGASUS_NODE".formatted(folder);

    Program.Ended ended = run("rolling.java", mark, "test $PEGASUS_NODE != node-2", "1");

    assertEquals(1, ended.status());
    assertEquals("done: node-1\n", ended.out());
    assertTrue(ended.err().contains("[node-2] test $PEGASUS_NODE != node-2: exit status 1 in "));
    assertTrue(ended.err().contains("\n\tat rolling.main(rolling.java:"), ended.err());
    assertTrue(Files.exists(folder.resolve("node-2")));
    assertFalse(Files.exists(folder.resolve("node-3")), "the machines behind it are left alone");
  }

  @Test
  void rolling_goes_through_all_a_few_at_a_time() throws Exception {
    String out = succeed("rolling.java", "true", "true", "2").out();

    assertEquals("done: node-[1-2]\ndone: node-3\n", out);
  }

  @Test
  void push_copies_to_every_host_and_then_runs_a_command() throws Exception {
    Files.writeString(folder.resolve("data"), "42\n");
    String there = folder.resolve("{{hostname}}") + "/";

    String pushed = succeed("push.java", "data", there, "cat " + there + "data").out();
    String fetched = succeed("push.java", "--fetch", there + "data", "all").out();

    assertTrue(pushed.startsWith("3 hosts, 0 failed\n"), pushed);
    assertTrue(pushed.endsWith("node-[1-3] (3)\n---------------\n42\n"), pushed);
    assertTrue(fetched.startsWith("3 hosts, 0 failed\n"), fetched);
    assertEquals("42\n", Files.readString(folder.resolve("all/node-3/data")));
  }

  @Test
  void watch_shows_what_runs_until_the_queue_is_worked_off() throws Exception {
    Path go = folder.resolve("go");
    Pegasus pegasus = Pegasus.in(folder).on(nodes);
    String wait = "- until test -e " + go + "; do sleep 0.1; done; echo ";
    pegasus.queue(wait + "one", wait + "two", wait + "three", wait + "four");
    Background run = pegasus.start("q");
    try (Background watch = watch()) {
      watch.awaitOut("1 left, 3 running");
      watch.awaitOut("node-3  ");

      Files.createFile(go);

      watch.awaitOut("0 left, 0 running");
      assertEquals(0, watch.await().status());
      assertEquals(0, run.await().status());
    } finally {
      run.close();
    }
  }

  /// What it needs is compiled before, which may take long.
  private Background watch() throws Exception {
    String jbang = Checkout.file("jbang").toString();
    String watch = Checkout.file("scripts/watch.jsh").toString();
    assertEquals(0, Program.of(jbang, "build", watch).run().status());
    return Background.start(new ProcessBuilder(jbang, watch).directory(folder.toFile()));
  }
}
