package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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

class BroadcastModeTest {
  private static final String FAIL_ON_NODE_2 = "- test $PEGASUS_NODE != node-2";

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
  void no_host_runs_ahead_of_another() throws Exception {
    Path slow = folder.resolve("slow");
    var pegasus =
        pegasus()
            .queue(
                "- if [ $PEGASUS_NODE = node-2 ]; then sleep 0.4; touch %s; fi".formatted(slow),
                "- test -e %s && echo in step".formatted(slow));
    var ended = pegasus.run("b");
    assertEquals(0, ended.status(), ended::err);
    assertEquals(
        List.of("[node-1] in step", "[node-2] in step"), ended.out().lines().sorted().toList());
    assertEquals(List.of(), pegasus.lines("queue.yaml"));
    assertEquals(2 * 2, pegasus.lines("consumed.yaml").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b -i"})
  void a_failure_does_not_stop_the_others(String arguments) throws Exception {
    var pegasus = pegasus().queue(FAIL_ON_NODE_2, "- echo on");
    var ended = pegasus.run(arguments.split(" "));
    assertEquals(1, ended.status());
    assertEquals(List.of("[node-1] on", "[node-2] on"), ended.out().lines().sorted().toList());
    assertTrue(ended.err().contains("[node-2] exit status 1"), ended::err);
  }

  @Test
  void a_failure_stops_the_run_if_that_is_wanted() throws Exception {
    var pegasus = pegasus().queue(FAIL_ON_NODE_2, "- echo on", "- echo and on");
    var ended = pegasus.run("b", "-e");
    assertEquals(1, ended.status());
    assertEquals("", ended.out());
    assertEquals(List.of("- echo on", "- echo and on"), pegasus.lines("queue.yaml"));
    assertEquals(2, pegasus.lines("consumed.yaml").size());
  }

  @Test
  void a_host_that_cannot_be_reached_stops_the_run_before_it_starts() throws Exception {
    Path config = Deaf.sshConfig(folder.resolve("ssh_config"), nodes);
    var pegasus =
        Pegasus.in(folder).sshConfig(config).hosts("- node-1", "- dead").queue("- echo hi");
    var ended = pegasus.run("b");
    assertEquals(1, ended.status());
    assertEquals("", ended.out());
    assertTrue(ended.err().contains("[dead] unreachable: "), ended::err);
    assertEquals(List.of("- echo hi"), pegasus.lines("queue.yaml"));
    assertFalse(Files.exists(folder.resolve("consumed.yaml")));
  }

  private Pegasus pegasus() throws Exception {
    return Pegasus.in(folder).on(nodes).hosts("- node-1", "- node-2");
  }
}
