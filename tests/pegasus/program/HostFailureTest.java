package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;

/// Hosts and jobs that fail while a queue is run.
class HostFailureTest {
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
  void a_node_that_was_cut_off_is_used_again_when_it_is_back() throws Exception {
    var pegasus = pegasus("- node-1").queue("- echo begun; exec sleep 1000", "- echo through");
    try (var running = pegasus.start("q")) {
      running.awaitOut("begun");
      nodes.cut("node-1");
      running.awaitErr("lost, fate unknown");
      running.awaitErr("[node-1] unreachable: ");
      nodes.restart("node-1");
      running.awaitOut("through");
      assertEquals(1, running.await().status());
    }
    assertEquals(2 * 2, pegasus.lines("journal.jsonl").size());
  }

  @Test
  void a_job_that_fails_on_one_node_is_tried_on_another() throws Exception {
    var pegasus =
        pegasus("- node-1", "- node-2")
            .queue("- echo at $PEGASUS_NODE; mkdir %s/first || exit 0; exit 3".formatted(folder));
    var ended = pegasus.run("q", "--retries", "1");
    assertEquals(0, ended.status(), ended::err);
    List<String> lines = ended.out().lines().toList();
    assertEquals(2, lines.size());
    assertNotEquals(lines.getFirst(), lines.getLast());
    assertTrue(ended.err().contains("exit status 3; attempt 2 of 2 follows"), ended::err);
  }

  @Test
  void a_run_halts_as_soon_as_that_is_wished() throws Exception {
    var pegasus = pegasus("- node-1").queue("- echo one", "- exit 3", "- echo three");
    var ended = pegasus.run("q", "--halt", "soon,fail=1");
    assertEquals(1, ended.status());
    assertEquals("[node-1] one\n", ended.out());
    assertEquals(List.of("- echo three"), pegasus.lines("queue.yaml"));
    assertTrue(ended.err().contains("halt at soon,fail=1: "), ended::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--halt=later", "--halt=soon,fail=0", "--retries=-1"})
  void an_option_that_cannot_be_meant_is_refused(String option) throws Exception {
    var ended = pegasus("- localhost").queue("- echo one").runInside("q", option);
    assertEquals(2, ended.status());
    assertTrue(ended.err().contains(option.substring(0, option.indexOf('='))), ended::err);
  }

  private Pegasus pegasus(String... hosts) throws Exception {
    return Pegasus.in(folder).on(nodes).hosts(hosts);
  }
}
