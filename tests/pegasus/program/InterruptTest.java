package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Eventually;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Processes;

/// Ctrl-C, and the signals that mean the same.
class InterruptTest {
  private static final String STOPPING = "stopping: no new command starts";

  private static Nodes nodes;

  @TempDir Path folder;

  @BeforeAll
  static void start(@TempDir Path folder) {
    nodes = Nodes.start(folder, "node-1");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @ParameterizedTest
  @CsvSource({"q, INT", "q, TERM", "b, INT"})
  void the_first_lets_the_running_commands_end_and_starts_no_other(String mode, String signal)
      throws Exception {
    var pegasus = both().queue("- " + untilGo(), "- " + untilGo(), "- echo never");
    try (var running = pegasus.start(mode)) {
      running.awaitOut("[node-1] ready");
      running.awaitOut("[localhost] ready");
      List<String> left = pegasus.lines("queue.yaml");
      running.signal(signal);
      running.awaitErr(STOPPING);
      go();
      var ended = running.await();
      assertEquals(130, ended.status(), ended::err);
      assertTrue(ended.out().contains("[node-1] through\n"), ended::out);
      assertTrue(ended.out().contains("[localhost] through\n"), ended::out);
      assertFalse(ended.out().contains("never"));
      assertEquals(left, pegasus.lines("queue.yaml"));
      assertEquals("- echo never", left.getLast());
    }
  }

  @Test
  void the_second_ends_the_running_commands_and_what_they_started() throws Exception {
    String sleep = "sleep 611.0" + ProcessHandle.current().pid();
    String tree = "- sh -c '%1$s & %1$s | cat & echo ready; wait'; echo never".formatted(sleep);
    var pegasus = both().queue(tree, tree, "- echo never");
    try (var running = pegasus.start("q")) {
      running.awaitOut("ready", 2);
      assertTrue(Processes.matching(sleep).size() >= 4);
      running.signal("INT");
      running.awaitErr(STOPPING);
      running.signal("INT");
      var ended = running.await();
      assertEquals(130, ended.status());
      assertFalse(ended.out().contains("never"), ended::out);
      assertEquals(2, ended.err().lines().filter(line -> line.contains("] cancelled")).count());
      Eventually.check("both trees are gone", () -> Processes.matching(sleep).isEmpty());
    }
    assertEquals(List.of("- echo never"), pegasus.lines("queue.yaml"));
  }

  @Test
  void the_third_leaves_at_once() throws Exception {
    String stubborn = "trap : TERM; echo $$ >pid; echo ready; while :; do sleep 0.05; done";
    var pegasus = Pegasus.in(folder).hosts("- localhost").queue("- " + quoted(stubborn));
    try (var running = pegasus.start("q")) {
      running.awaitOut("ready");
      for (String said : List.of(STOPPING, "ending the running commands")) {
        running.signal("INT");
        running.awaitErr(said);
      }
      running.signal("INT");
      var ended = running.await();
      assertEquals(130, ended.status());
      assertTrue(ended.err().contains("these may still run:\n"), ended::err);
      assertTrue(ended.err().contains("  [localhost] trap : TERM; echo $$"), ended::err);
    } finally {
      Processes.kill(Long.parseLong(pegasus.read("pid").strip()));
    }
  }

  /// Typed at a terminal, it reaches all programs that belong there: local commands must not.
  @Test
  void local_commands_are_out_of_the_terminals_reach() throws Exception {
    var pegasus = Pegasus.in(folder).hosts("- localhost").queue("- " + untilGo(), "- echo never");
    try (var terminal = Terminal.start(pegasus, "q")) {
      terminal.awaitOut("ready");
      terminal.type("\003");
      terminal.awaitOut(STOPPING);
      go();
      var ended = terminal.await();
      assertEquals(130, ended.status(), ended::out);
      assertTrue(ended.out().contains("through"), ended::out);
    }
    assertEquals("- echo never\n", pegasus.read("queue.yaml"));
  }

  /// It is in the foreground of the terminal, too.
  @Test
  void a_ctrl_c_does_not_end_the_ssh_client_that_reads_the_configuration() throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "the ssh client is needed");
    String wait =
        "touch asked; until [ -e go ] || [ ! -d . ]; do sleep 0.05; done; : "
            + folder.getFileName();
    Path config =
        Files.writeString(folder.resolve("ssh_config"), "Match exec \"%s\"\n".formatted(wait));
    var pegasus = Pegasus.in(folder).sshConfig(config).hosts("- node-1").queue("- echo never");
    try (var terminal = Terminal.start(pegasus, "q")) {
      Eventually.check("ssh reads", () -> Files.exists(folder.resolve("asked")));
      terminal.type("\003");
      var ended = terminal.await();
      assertEquals(130, ended.status(), ended::out);
      assertFalse(ended.out().contains("unreachable"), ended::out);
      Eventually.check("nothing is left", () -> Processes.matching(wait).isEmpty());
    } finally {
      go();
    }
  }

  @Test
  void in_a_burst_of_short_commands_none_is_lost_and_none_runs_that_was_not_taken()
      throws Exception {
    List<String> numbers = IntStream.range(0, 2000).mapToObj(Integer::toString).toList();
    var pegasus =
        Pegasus.in(folder)
            .on(nodes)
            .hosts("- hostname: [node-1, localhost]", "  n: [1, 2]")
            .queue("- command: echo ran {{ i }}", "  i: [" + String.join(", ", numbers) + "]");
    try (var running = pegasus.start("q")) {
      running.awaitOut("ran", 20);
      running.signal("INT");
      var ended = running.await();
      assertEquals(130, ended.status());
      List<String> consumed = values(pegasus.lines("consumed.yaml"));
      Stream<String> left = values(pegasus.lines("queue.yaml")).stream();
      assertEquals(numbers, Stream.concat(consumed.stream(), left).toList());
      assertEquals(consumed, started(pegasus));
      assertEquals(consumed.size(), ended.out().lines().count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"q", "b"})
  void it_ends_the_wait_for_a_host_that_does_not_answer(String mode) throws Exception {
    try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Path config = folder.resolve("ssh_config");
      Deaf.sshConfig(config, nodes, "silent", silent.getLocalPort());
      Files.writeString(config, "  ConnectTimeout 300\n", StandardOpenOption.APPEND);
      var pegasus = Pegasus.in(folder).sshConfig(config).hosts("- silent").queue("- echo never");
      try (var running = pegasus.start(mode)) {
        try (var _ = silent.accept()) {
          running.signal("INT");
          assertEquals(130, running.await().status());
        }
      }
      assertEquals("- echo never\n", pegasus.read("queue.yaml"));
    }
  }

  @Test
  void it_ends_the_wait_for_the_lock() throws Exception {
    var pegasus = Pegasus.in(folder).hosts("- localhost").queue("- echo never");
    String editor = "touch open; until [ -e go ] || [ ! -e open ]; do sleep 0.02; done; true";
    try (var editing = pegasus.start("l", "--editor", editor)) {
      Eventually.check("the editor is open", () -> Files.exists(folder.resolve("open")));
      try (var running = pegasus.start("q")) {
        running.awaitErr("waiting for the lock");
        running.signal("INT");
        assertEquals(130, running.await().status());
      }
      go();
      editing.await();
    }
    assertEquals("- echo never\n", pegasus.read("queue.yaml"));
  }

  private Pegasus both() throws IOException {
    return Pegasus.in(folder).on(nodes).hosts("- node-1", "- localhost");
  }

  private String untilGo() {
    return quoted(
        "echo ready; until [ -e %s ]; do sleep 0.02; done; echo through"
            .formatted(folder.resolve("go")));
  }

  private static String quoted(String yaml) {
    return "'" + yaml + "'";
  }

  private void go() throws IOException {
    Files.createFile(folder.resolve("go"));
  }

  /// The numbers in a list, be it in one line or in several.
  private static List<String> values(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("    - \\d+|  i: .*"))
        .flatMap(line -> Stream.of(line.split("\\D+")))
        .filter(number -> !number.isEmpty())
        .toList();
  }

  /// What was started, by the journal, in the order of its number.
  private static List<String> started(Pegasus pegasus) throws IOException {
    return pegasus.lines("journal.jsonl").stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .filter(line -> line.get("event").getAsString().equals("started"))
        .map(line -> line.getAsJsonObject("parameters").get("i").getAsInt())
        .sorted()
        .map(i -> Integer.toString(i))
        .toList();
  }
}
