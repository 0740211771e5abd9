package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;

class QueueModeTest {
  private static Nodes nodes;

  @TempDir Path folder;

  @BeforeAll
  static void start(@TempDir Path folder) {
    nodes = Nodes.start(folder, "node-1", "node-2", "node-3");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void each_job_runs_once_on_the_next_free_host() throws Exception {
    var pegasus =
        pegasus()
            .hosts("- node-1", "- node-2")
            .queue(
                "# To do:",
                "- " + meet("a", "b"),
                "- " + meet("b", "a"),
                "- command: echo {{ n }}",
                "  n: [1, 2, 3]",
                "# That is all.");
    var ended = pegasus.run("q");
    assertEquals(0, ended.status(), ended::err);
    assertEquals(
        List.of("1", "2", "3", "met", "met"), sorted(ended.out().lines().map(QueueModeTest::text)));
    assertEquals(
        List.of("[node-1] met", "[node-2] met"),
        sorted(ended.out().lines().filter(line -> line.endsWith("met"))));
    assertEquals("# To do:\n# That is all.\n", pegasus.read("queue.yaml"));
    assertEquals(
        """
        - command:
            - %s
        - command:
            - %s
        - command:
            - echo {{ n }}
          n:
            - 1
        - command:
            - echo {{ n }}
          n:
            - 2
        - command:
            - echo {{ n }}
          n:
            - 3
        """
            .formatted(meet("a", "b"), meet("b", "a")),
        pegasus.read("consumed.yaml"));
  }

  @Test
  void the_journal_has_a_line_for_each_start_and_each_end() throws Exception {
    var pegasus =
        pegasus().hosts("- hostname: node-1", "  gpu: 0").queue("- 'exit {{ gpu }}'", "- exit 7");
    assertEquals(1, pegasus.run("q").status());
    List<JsonObject> journal =
        pegasus.lines("journal.jsonl").stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertEquals(
        List.of("started exit 0", "ended 0", "started exit 7", "ended 7"),
        journal.stream().map(QueueModeTest::gist).toList());
    assertEquals(journal.get(2).get("id"), journal.get(3).get("id"));
    assertEquals("node-1", journal.get(0).get("host").getAsString());
    assertEquals("{\"gpu\":\"0\"}", journal.get(0).get("host_parameters").toString());
  }

  @Test
  void the_last_command_can_be_run_again() throws Exception {
    var pegasus = pegasus().hosts("- localhost").queue("- echo one", "- echo two");
    pegasus.run("q");
    List<String> consumed = pegasus.lines("consumed.yaml");
    pegasus.queue(consumed.subList(consumed.size() - 2, consumed.size()).toArray(String[]::new));
    assertEquals("[localhost] two\n", pegasus.run("q").out());
  }

  /// One command, and then two templates at two times two points.
  @Test
  void every_combination_of_parameters_is_a_job() throws Exception {
    var pegasus =
        pegasus()
            .hosts(
                "- hostname: [node-1, node-2]",
                "  patience: 1",
                "- hostname: node-3",
                "  patience: 2")
            .queue(
                "- echo at {{ hostname }}",
                "- command:",
                "    - for i in $(seq {{ from }} {{ to }}); do echo {{ patience }}.$i; done",
                "    - echo left {{ hostname }}",
                "  from: [1, 2]",
                "  to: [3, 4]");
    var ended = pegasus.run("q");
    assertEquals(0, ended.status(), ended::err);
    assertEquals(1 + 2 * 2 * 2, pegasus.lines("journal.jsonl").size() / 2);
    assertEquals(1, count(ended.out(), "at node-"));
    assertEquals(2 * 2, count(ended.out(), "left node-"));
    assertEquals(
        3 + 4 + 2 + 3, ended.out().lines().filter(line -> line.matches(".*\\d\\.\\d")).count());
    ended.out().lines().forEach(QueueModeTest::assertOwnParameters);
  }

  @Test
  void jobs_are_taken_in_the_written_order() throws Exception {
    var ended =
        pegasus()
            .hosts("- localhost")
            .queue(
                "- command: ['echo {{ bs }} {{ lr }}', 'echo {{ lr }} {{ bs }}']",
                "  bs: [08, 16]",
                "  lr: [1e-3, 0.10]",
                "- echo last")
            .run("q");
    assertEquals(
        List.of(
            "08 1e-3", "08 0.10", "16 1e-3", "16 0.10", "1e-3 08", "0.10 08", "1e-3 16", "0.10 16",
            "last"),
        ended.out().lines().map(QueueModeTest::text).toList());
  }

  @Test
  void sub_nodes_run_at_the_same_time() throws Exception {
    for (String name : List.of("a", "b", "c", "d")) {
      Files.createDirectory(folder.resolve(name));
    }
    // None ends before all four are there.
    String all =
        "touch %1$s/{{ name }}/{{ gpu }}$PEGASUS_NODE; ".formatted(folder)
            + "until [ $(ls %1$s/*/* | wc -l) = 4 ]; do sleep 0.02; done; echo all"
                .formatted(folder);
    var pegasus =
        pegasus()
            .hosts("- hostname: [node-1, node-2]", "  gpu: [gpu0, gpu1]")
            .queue("- command: '" + all + "'", "  name: [a, b, c, d]");
    assertEquals(
        List.of(
            "[node-1 (gpu=gpu0)] all",
            "[node-1 (gpu=gpu1)] all",
            "[node-2 (gpu=gpu0)] all",
            "[node-2 (gpu=gpu1)] all"),
        sorted(pegasus.run("q").out().lines()));
  }

  @Test
  void two_programs_share_a_queue() throws Exception {
    var pegasus =
        pegasus()
            .hosts("- node-1", "- localhost")
            .queue(
                "- " + meet("a", "b"),
                "- " + meet("b", "a"),
                "- " + meet("c", "d"),
                "- " + meet("d", "c"),
                "- command: echo {{ n }}",
                "  n: [" + String.join(", ", numbers(40)) + "]");
    try (var one = pegasus.start("q");
        var other = pegasus.start("q")) {
      var both = List.of(one.await(), other.await());
      both.forEach(ended -> assertEquals(0, ended.status(), ended::err));
      assertEquals(
          sorted(Stream.concat(numbers(40).stream(), Stream.of("met", "met", "met", "met"))),
          sorted(both.stream().flatMap(ended -> ended.out().lines()).map(QueueModeTest::text)));
    }
    assertEquals(4 + 40, pegasus.lines("journal.jsonl").size() / 2);
    assertEquals("", pegasus.read("queue.yaml"));
  }

  @Test
  void a_symlinked_queue_stays_a_link() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("real.yaml"), "- echo linked\n");
    Path link = Files.createSymbolicLink(folder.resolve("queue.yaml"), file);
    assertEquals("[localhost] linked\n", pegasus().hosts("- localhost").run("q").out());
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("", Files.readString(file));
    assertTrue(Files.exists(folder.resolve("consumed.yaml")));
    assertFalse(Files.exists(elsewhere.resolve("consumed.yaml")));
  }

  @Test
  void a_queue_and_hosts_of_other_names_are_found() throws Exception {
    Files.writeString(folder.resolve("machines"), "- localhost\n");
    Path jobs = Files.createDirectory(folder.resolve("sub")).resolve("jobs");
    Files.writeString(jobs, "- pwd\n");
    var ended = pegasus().run("q", "--hosts-file", "machines", "--queue-file=sub/jobs");
    assertEquals("[localhost] " + folder.toRealPath() + "\n", ended.out());
    assertTrue(Files.exists(folder.resolve("sub/consumed.yaml")));
  }

  private Pegasus pegasus() {
    return Pegasus.in(folder).on(nodes);
  }

  /// A command that ends only while another one runs that waits for it in turn.
  private String meet(String own, String other) {
    return "touch %1$s/%2$s; until [ -e %1$s/%3$s ]; do sleep 0.02; done; echo met"
        .formatted(folder, own, other);
  }

  private static void assertOwnParameters(String line) {
    String host = line.replaceAll("\\[(\\S+) .*", "$1");
    String patience = host.equals("node-3") ? "2" : "1";
    assertTrue(line.startsWith("[%s (patience=%s)] ".formatted(host, patience)), line);
    assertTrue(text(line).matches("(at|left) " + host + "|" + patience + "\\.\\d"), line);
  }

  private static String gist(JsonObject line) {
    String event = line.get("event").getAsString();
    return event + " " + line.get(event.equals("started") ? "rendered" : "status").getAsString();
  }

  private static long count(String text, String part) {
    return text.lines().filter(line -> line.contains(part)).count();
  }

  /// A line without its host.
  private static String text(String line) {
    return line.substring(line.indexOf("] ") + 2);
  }

  private static List<String> numbers(int upTo) {
    return IntStream.rangeClosed(1, upTo).mapToObj(Integer::toString).toList();
  }

  private static List<String> sorted(Stream<String> lines) {
    return lines.sorted().toList();
  }
}
