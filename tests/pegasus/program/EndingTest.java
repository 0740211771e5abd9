package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Eventually;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Processes;

/// Commands that are brought to an end, looked up in the process list.
class EndingTest {
  private static Nodes nodes;

  @TempDir Path folder;

  private final String sleep = Processes.sleep();

  @BeforeAll
  static void start(@TempDir Path folder) {
    nodes = Nodes.start(folder, "node-1");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void a_command_that_takes_too_long_is_ended_with_all_that_it_started() throws Exception {
    String stubborn =
        "(trap \"\" TERM; exec %1$s) & %1$s | cat & echo ready; wait".formatted(sleep);
    var pegasus = both().queue(quoted(stubborn), quoted(stubborn));

    var ended = pegasus.run("q", "--timeout", "1.5s");

    assertEquals(1, ended.status(), ended::err);
    assertEquals(2, ended.out().lines().filter(line -> line.endsWith("ready")).count());
    assertEquals(2, ended.err().lines().filter(line -> line.contains("] timed out after")).count());
    assertEquals(List.of(), Processes.matching(sleep));
    assertEquals(2, outcomes(pegasus, "\"outcome\":\"timed out\""), pegasus.read("journal.jsonl"));
  }

  @Test
  void a_command_that_ends_in_time_is_left_alone() throws Exception {
    var ended = both().queue("- echo one", "- echo two").run("q", "--timeout", "1h");
    assertEquals(0, ended.status(), ended::err);
  }

  @Test
  void a_mistaken_time_is_told() throws Exception {
    var ended = both().queue("- true").runInside("q", "--timeout", "soon");
    assertEquals(2, ended.status());
    assertTrue(ended.err().contains("'soon' is no length of time"), ended::err);
  }

  @Test
  void commands_go_on_when_pegasus_is_killed() throws Exception {
    killed(List.of());
    Eventually.check(
        "both sleep", // once their shells have started that
        () -> Processes.matching(sleep).stream().filter(EndingTest::isSleep).count() == 2);
    Processes.matching(sleep).forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void with_kill_on_disconnect_they_do_not() throws Exception {
    if (NodeKind.preferred() == NodeKind.OPENSSH) { // the other gives commands an empty stdin
      killed(List.of("--kill-on-disconnect"));
      Eventually.check("both are gone", () -> Processes.matching(sleep).isEmpty());
    }
  }

  private void killed(List<String> options) throws Exception {
    String command = quoted("echo ready; trap \"\" TERM; %s".formatted(sleep));
    var arguments = new ArrayList<>(List.of("q"));
    arguments.addAll(options);
    try (var running = both().queue(command, command).start(arguments.toArray(String[]::new))) {
      running.awaitOut("ready", 2);
      running.signal("KILL");
      running.await();
    }
  }

  /// Nobody reads the output, so that a write blocks, on as many hosts as there are threads that
  /// could do something else.
  @Test
  void a_second_interrupt_ends_commands_also_while_the_terminal_is_paused() throws Exception {
    int hosts = 2 * Runtime.getRuntime().availableProcessors();
    String noise = "yes " + sleep.replace("sleep ", "");
    // Once the first of them is noisy, nothing is printed any more, and nothing starts.
    String barrier =
        "touch %1$s/begun-{{ i }}; until [ $(ls %1$s | grep -c begun-) = %2$d ]; do sleep 0.05; done; "
            .formatted(folder, hosts);
    var pegasus =
        Pegasus.in(folder)
            .on(nodes)
            .hosts("- hostname: node-1", "  n: [" + "1, ".repeat(hosts - 1) + "1]")
            .queue("- command: " + barrier + "exec " + noise + " {{ i }}", "  i: " + upTo(hosts));
    String paused = "mkfifo paused; exec 3<>paused; exec \"$@\" >&3 2>&1";
    try (var running = pegasus.startUnder(List.of("sh", "-c", paused, "sh"), "q")) {
      Eventually.check("all have started", () -> Processes.matching(noise).size() == hosts);
      running.signal("HUP"); // all three mean the same, but two of one kind may become one
      running.signal("TERM");
      Eventually.check("all are gone", () -> Processes.matching(noise).isEmpty());
      running.signal("INT");
      assertEquals(130, running.await().status());
    }
  }

  private static String upTo(int n) {
    return IntStream.rangeClosed(1, n).boxed().toList().toString();
  }

  private Pegasus both() throws IOException {
    return Pegasus.in(folder).on(nodes).hosts("- node-1", "- localhost");
  }

  private static boolean isSleep(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/sleep");
  }

  private static long outcomes(Pegasus pegasus, String text) throws IOException {
    return pegasus.lines("journal.jsonl").stream().filter(line -> line.contains(text)).count();
  }

  private static String quoted(String yaml) {
    return "- '" + yaml + "'";
  }
}
