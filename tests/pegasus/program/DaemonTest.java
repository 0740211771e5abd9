package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Pegasus;

/// Queues that change while they are worked off.
class DaemonTest {
  @TempDir Path folder;

  @Test
  void a_daemon_starts_what_is_added_and_ends_when_told_to() throws Exception {
    var pegasus = Pegasus.in(folder).hosts("- localhost").queue("- echo first");
    try (var daemon = pegasus.start("q", "--daemon")) {
      daemon.awaitOut("first");
      pegasus.queue("- echo written in place");
      daemon.awaitOut("written in place");
      Path next = Files.writeString(folder.resolve("next"), "- echo renamed to\n");
      Files.move(next, folder.resolve("queue.yaml"), StandardCopyOption.REPLACE_EXISTING);
      daemon.awaitOut("renamed to");
      daemon.signal("TERM");
      assertEquals(130, daemon.await().status());
    }
    assertEquals(3 * 2, pegasus.lines("consumed.yaml").size());
  }

  @Test
  void a_broadcasting_daemon_waits_for_more_too() throws Exception {
    var pegasus = Pegasus.in(folder).hosts("- hostname: localhost", "  n: [1, 2]").queue();
    try (var daemon = pegasus.start("b", "-d")) {
      daemon.awaitErr("(n=2)] connected");
      pegasus.queue("- echo more {{ n }}");
      daemon.awaitOut("more 1");
      daemon.awaitOut("more 2");
      daemon.signal("INT");
      assertEquals(130, daemon.await().status());
    }
  }

  @Test
  void an_entry_added_while_a_command_runs_starts_on_a_free_host() throws Exception {
    var pegasus =
        Pegasus.in(folder)
            .hosts("- hostname: localhost", "  n: [1, 2]")
            .queue("- echo waiting; until [ -e go ]; do sleep 0.02; done; echo through");
    try (var running = pegasus.start("q")) {
      running.awaitOut("waiting");
      pegasus.queue("- touch go");
      running.awaitOut("through");
      assertEquals(0, running.await().status());
    }
  }

  @Test
  void a_malformed_queue_is_told_of_and_waited_for() throws Exception {
    var pegasus = Pegasus.in(folder).hosts("- localhost").queue("- echo one");
    try (var daemon = pegasus.start("q", "-d")) {
      daemon.awaitOut("one");
      pegasus.queue("- echo fine", "- command: echo {{ who }}", "  whom: you");
      String said = daemon.awaitErr("queue.yaml:2:");
      assertTrue(said.contains("who") && said.contains("waiting until it is mended"), said);
      assertEquals(2, pegasus.lines("consumed.yaml").size());
      pegasus.queue("- echo fine", "- command: echo {{ who }}", "  who: you");
      daemon.awaitOut("you");
      daemon.signal("TERM");
      assertEquals(
          List.of("one", "fine", "you"),
          daemon.await().out().lines().map(line -> line.replace("[localhost] ", "")).toList());
    }
  }
}
