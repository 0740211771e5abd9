package pegasus.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// What is said when a run is over.
class EndOfRunTest {
  private static final String ONE_LINE = "(?s)\\[Pegasus] %s in \\d+\\.\\d s%s\n";

  private static Nodes nodes;

  @TempDir Path folder;

  @BeforeAll
  static void start(@TempDir Path folder) {
    nodes = Nodes.start(folder, "node-1", "node-2");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @Test
  void a_failure_is_told_with_all_it_takes_to_run_it_again() throws Exception {
    var pegasus =
        pegasus()
            .hosts("- node-1")
            .queue(
                "- command: echo no {{ thing }} >&2; test {{ thing }} = bread",
                "  thing: [bread, butter]");
    var ended = pegasus.run("q");
    assertEquals(1, ended.status(), ended::err);
    String id = lastId(pegasus);
    String summary = from("[Pegasus] node-1: exit status 1", ended);
    assertTrue(
        summary.matches(
            """
            .* after \\d+\\.\\d s: echo no butter >&2; test butter = bread
            \\[Pegasus]     thing=butter
            \\[Pegasus]     > no butter
            \\[Pegasus]     put it back: pegasus retry %s
            \\[Pegasus] 2 commands in \\d+\\.\\d s: 1 succeeded, 1 failed
            """
                .formatted(id)),
        summary);

    String again = summary.replaceFirst("(?s).*pegasus (retry \\w+).*", "$1");
    assertEquals(0, retry(again.split(" ")).status());
    assertTrue(pegasus.read("queue.yaml").contains("butter"), pegasus.read("queue.yaml"));
  }

  @Test
  void a_run_without_failures_says_one_line() throws Exception {
    var ended = pegasus().hosts("- node-1").queue("- echo one", "- echo two").run("q");
    String last = from("[Pegasus]", ended);
    assertTrue(last.matches(ONE_LINE.formatted("2 commands done", "")), ended::err);
  }

  @Test
  void a_broadcast_names_the_host_that_failed_and_the_command() throws Exception {
    var ended =
        pegasus()
            .hosts("- node-1", "- node-2")
            .queue("- test $PEGASUS_NODE != node-2", "- echo on")
            .run("b");
    String summary = from("[Pegasus] node-2: exit status 1", ended);
    assertTrue(summary.contains("s: test $PEGASUS_NODE != node-2\n"), ended::err);
    assertTrue(summary.contains(": 3 succeeded, 1 failed\n"), ended::err);
  }

  @Test
  void a_job_that_failed_on_two_hosts_is_put_back_once() throws Exception {
    var pegasus = pegasus().hosts("- node-1", "- node-2").queue("- 'false'");
    String summary = from("[Pegasus] node-1: exit status 1", pegasus.run("b"));
    List<String> again = summary.lines().filter(line -> line.contains("pegasus retry")).toList();
    assertEquals(2, again.size(), summary);
    assertEquals(again.getFirst(), again.getLast());
    String[] command = again.getFirst().replaceFirst(".*pegasus ", "").split(" ");
    assertEquals(0, retry(command).status());
    assertEquals(2, retry(command).status());
    assertEquals(List.of("- command:", "    - false"), pegasus.lines("queue.yaml"));
  }

  @Test
  void a_broadcast_that_stops_says_where_it_is() throws Exception {
    var pegasus =
        pegasus()
            .hosts("- node-1", "- node-2")
            .queue(
                "- echo on", "- test $PEGASUS_NODE != node-2", "- echo never", "- echo nor this");
    var ended = pegasus.run("b", "-e");
    assertEquals(1, ended.status());
    String summary = from("[Pegasus] stopped", ended);
    assertTrue(
        summary.matches(
            """
            \\[Pegasus] stopped, as a host failed on: test \\$PEGASUS_NODE != node-2
            \\[Pegasus]     succeeded on: node-1
            \\[Pegasus]     failed on: node-2
            \\[Pegasus]     the queue behind it is untouched
            \\[Pegasus] 4 commands in \\d+\\.\\d s: 3 succeeded, 1 failed; 2 jobs are left in the queue
            """),
        summary);
    assertEquals(List.of("- echo never", "- echo nor this"), pegasus.lines("queue.yaml"));
  }

  @Test
  void ctrl_c_says_what_was_ended_and_what_is_left() throws Exception {
    var pegasus = pegasus().hosts("- node-1").queue("- echo ready; sleep 600", "- echo never");
    try (var running = pegasus.start("q")) {
      running.awaitOut("ready");
      running.signal("INT");
      running.awaitErr("stopping");
      running.signal("INT");
      var ended = running.await();
      assertEquals(130, ended.status());
      assertTrue(ended.err().contains("[Pegasus] node-1: cancelled after "), ended::err);
      String last = from("[Pegasus] 1 command in ", ended);
      assertTrue(last.endsWith(": 1 cancelled; 1 job is left in the queue\n"), ended::err);
    }
  }

  @Test
  void all_output_is_kept_in_files_that_the_journal_names() throws Exception {
    var pegasus =
        pegasus().hosts("- node-1").queue("- seq 1 20000; printf '\\377no end' >&2", "- 'true'");
    var ended = pegasus.run("q", "--log-dir", "logs/today", "-p", "0");
    assertEquals(0, ended.status(), ended::err);
    List<String> out =
        Files.readAllLines(file(pegasus.lines("journal.jsonl").get(1), "stdout_file"));
    assertEquals(20_000, out.size());
    assertEquals("20000", out.getLast());
    byte[] err = Files.readAllBytes(file(pegasus.lines("journal.jsonl").get(1), "stderr_file"));
    assertEquals("\377no end", new String(err, ISO_8859_1));
    assertEquals(0, Files.size(file(pegasus.lines("journal.jsonl").get(3), "stdout_file")));
    try (var files = Files.list(folder.resolve("logs/today"))) {
      assertEquals(4, files.count());
    }
  }

  @Test
  void a_broadcast_has_files_for_each_host() throws Exception {
    var pegasus = pegasus().hosts("- node-1", "- node-2").queue("- echo $PEGASUS_NODE; exit 1");
    var ended = pegasus.run("b", "--log-dir", folder.resolve("logs").toString());
    for (String line : pegasus.lines("journal.jsonl")) {
      if (line.contains("\"ended\"")) {
        assertTrue(Files.readString(file(line, "stdout_file")).startsWith("node-"));
        assertTrue(ended.err().contains("in full: " + file(line, "stderr_file")), ended::err);
      }
    }
    assertEquals(4, pegasus.lines("journal.jsonl").size());
  }

  @Test
  void a_full_disk_is_told_and_costs_no_job() throws Exception {
    var pegasus = pegasus().hosts("- node-1").queue("- seq 1 100000", "- echo on");
    List<String> narrow = List.of("sh", "-c", "ulimit -f 128; exec \"$@\"", "sh");
    try (var running = pegasus.startUnder(narrow, "q", "--log-dir", "logs")) {
      var ended = running.await();
      assertEquals(0, ended.status(), ended::err);
      assertEquals(100_001, ended.out().lines().count());
      assertEquals(1, ended.err().lines().filter(line -> line.contains("cannot write")).count());
      assertTrue(ended.err().contains("[node-1] cannot write to " + folder), ended::err);
    }
  }

  @Test
  void a_log_folder_that_cannot_be_made_stops_the_run_before_it_starts() throws Exception {
    var pegasus = pegasus().hosts("- node-1").queue("- echo never");
    var ended = pegasus.run("q", "--log-dir", "queue.yaml");
    assertEquals(2, ended.status());
    assertTrue(ended.err().startsWith("[Pegasus] cannot keep log files in queue.yaml"), ended::err);
    assertEquals("- echo never\n", pegasus.read("queue.yaml"));
  }

  @Test
  void a_full_disk_behind_standard_output_stops_the_run_and_says_why() throws Exception {
    var pegasus = pegasus().hosts("- localhost").queue("- echo hi", "- echo never");
    try (var running = pegasus.startUnder(List.of("sh", "-c", "\"$@\" >/dev/full", "sh"), "q")) {
      var ended = running.await();
      assertEquals(1, ended.status(), ended::err);
      assertTrue(ended.err().contains("[Pegasus] cannot write to standard output: "), ended::err);
      assertTrue(ended.err().endsWith("; 1 job is left in the queue\n"), ended::err);
    }
  }

  @Test
  void a_message_cannot_steer_the_terminal() throws Exception {
    var ended = pegasus().hosts("- localhost").queue("- \"echo {{ \\e[2J }}\"").run("q");
    assertEquals(2, ended.status());
    assertTrue(ended.err().contains("^["), ended::err);
    assertEquals(-1, ended.err().indexOf('\033'), ended::err);
  }

  private Pegasus pegasus() {
    return Pegasus.in(folder).on(nodes);
  }

  private Program.Ended retry(String... arguments) throws Exception {
    return Pegasus.in(folder).run(arguments);
  }

  /// What was said from the first line on that starts so.
  private static String from(String start, Program.Ended ended) {
    int at = ("\n" + ended.err()).indexOf("\n" + start);
    assertTrue(at >= 0, ended::err);
    return ended.err().substring(at);
  }

  private static String lastId(Pegasus pegasus) throws IOException {
    return field(pegasus.lines("journal.jsonl").getLast(), "id");
  }

  private static Path file(String journalLine, String field) {
    return Path.of(field(journalLine, field));
  }

  private static String field(String journalLine, String field) {
    return JsonParser.parseString(journalLine).getAsJsonObject().get(field).getAsString();
  }
}
