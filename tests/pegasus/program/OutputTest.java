package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Pegasus;

class OutputTest {
  @TempDir Path folder;

  @Test
  void a_reader_that_has_seen_enough_stops_the_run_quietly() throws Exception {
    var pegasus =
        Pegasus.in(folder)
            .hosts("- localhost")
            .queue("- yes | head -n 100000; echo", "- echo never");
    String piped = "{ \"$@\"; echo $? >status; } | head -n 1";
    try (var head = pegasus.startUnder(List.of("sh", "-c", piped, "sh"), "q")) {
      var ended = head.await();
      assertEquals("[localhost] y\n", ended.out());
      assertFalse(ended.err().contains("Exception"), ended::err);
      assertFalse(ended.err().contains("roken pipe"), ended::err);
    }
    assertEquals("- echo never\n", pegasus.read("queue.yaml"));
    assertEquals("1\n", pegasus.read("status"));
  }

  @Test
  void every_nth_line_is_counted_from_the_start_of_each_command() throws Exception {
    var pegasus =
        Pegasus.in(folder).hosts("- localhost").queue("- seq 1 5; seq 101 105 >&2", "- seq 6 9");
    var ended = pegasus.run("q", "-p", "2");
    assertEquals("[localhost] 2\n[localhost] 4\n[localhost] 7\n[localhost] 9\n", ended.out());
    assertEquals(
        List.of("[localhost] 102", "[localhost] 104"),
        ended.err().lines().filter(line -> line.contains("] 10")).toList());
  }

  @Test
  void lines_of_many_hosts_are_whole() throws Exception {
    String hosts = "- hostname: localhost\n  n: [1, 2, 3, 4]";
    String line = "x".repeat(300);
    var pegasus =
        Pegasus.in(folder)
            .hosts(hosts)
            .queue("- command: yes {{ n }}-" + line + " | head -n 5000; echo end >&2");
    var ended = pegasus.run("b");
    for (int n : IntStream.rangeClosed(1, 4).toArray()) {
      String whole = "[localhost (n=%d)] %d-%s".formatted(n, n, line);
      assertEquals(5000, ended.out().lines().filter(whole::equals).count());
    }
    assertEquals(4 * 5000, ended.out().lines().count());
  }

  @Test
  void a_terminal_gets_colours_and_a_pipe_none() throws Exception {
    var pegasus = Pegasus.in(folder).hosts("- localhost").queue("- echo plain");
    assertFalse(pegasus.run("q").out().contains("\033"));
    pegasus.queue("- echo colourful; printf '\\033]0;title\\007'");
    try (var terminal = Terminal.start(pegasus, "q")) {
      terminal.awaitOut("colourful");
      var ended = terminal.await();
      assertTrue(ended.out().contains("\033["), ended::out);
      assertFalse(ended.out().contains("\033]0;"), "a node must not steer the terminal");
      assertEquals(0, ended.status());
    }
  }
}
