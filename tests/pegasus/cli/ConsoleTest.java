package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pegasus.Event;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Job;
import pegasus.Outcome;
import pegasus.Result;

class ConsoleTest {
  private static final Job JOB = new Job("python train.py --bs {{ bs }}", Map.of("bs", "8"));

  private final Host node = new Host("node-1");
  private final Host gpu = new Host("node-1", Map.of("container", "gpu0"));
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final AtomicInteger brokenPipes = new AtomicInteger();
  private final Console console = console(1, false);

  @Test
  void each_stream_of_a_command_goes_to_its_own_behind_the_host() {
    console.accept(output(node, Source.STDOUT, "a\nb\n"));
    console.accept(output(gpu, Source.STDERR, "c\n"));
    assertEquals("[node-1] a\n[node-1] b\n", out());
    assertEquals("[node-1 (container=gpu0)] c\n", err());
  }

  @Test
  void a_file_gets_lines_as_they_came() {
    String line = "\t\033]0;title\007 \033[31m中文 \uFFFD " + "x".repeat(500) + "\n";
    console.accept(output(node, Source.STDOUT, line));
    assertEquals("[node-1] " + line, out());
  }

  @Test
  void all_that_pegasus_says_goes_to_stderr() {
    console.accept(new Event.Connected(node));
    console.accept(new Event.Unreachable(gpu, "no route to host"));
    console.accept(new Event.HostNotice(node, "host key added"));
    console.accept(new Event.Notice("waiting for the lock\nheld by process 7"));
    assertEquals("", out());
    assertEquals(
        """
        [node-1] connected
        [node-1 (container=gpu0)] unreachable: no route to host
        [node-1] host key added
        [Pegasus] waiting for the lock
        [Pegasus] held by process 7
        """,
        err());
  }

  @Test
  void a_command_is_told_when_it_starts_as_a_shell_would_echo_it() {
    console.accept(new Event.Started(node, JOB, "python train.py --bs 8"));
    console.accept(new Event.Started(node, JOB, "if true\nthen date\nfi\n"));
    assertEquals(
        """
        [node-1] $ python train.py --bs 8
        [node-1] $ if true
        [node-1] > then date
        [node-1] > fi
        """,
        err());
  }

  @Test
  void a_quick_success_is_silent_and_a_long_one_says_how_long() {
    console.accept(finished("true", new Outcome.Exited(0), Duration.ofMillis(999)));
    console.accept(finished("make", new Outcome.Exited(0), Duration.ofSeconds(75)));
    assertEquals("[node-1] done in 1 min 15 s\n", err());
  }

  @Test
  void a_failure_says_how_it_ended_and_what_it_was() {
    console.accept(finished("exit 3", new Outcome.Exited(3), Duration.ofMillis(100)));
    console.accept(finished("a\nb", new Outcome.Signalled("KILL"), Duration.ofSeconds(2)));
    console.accept(finished("", new Outcome.NotRun("no parameter bs"), Duration.ZERO));
    assertEquals(
        """
        [node-1] exit status 3 after 0.1 s: exit 3
        [node-1] ended by SIGKILL after 2.0 s: a ...
        [node-1] not run: python train.py --bs {{ bs }} (bs=8): no parameter bs
        """,
        err());
  }

  @Test
  void colours_tell_hosts_apart_and_equal_hosts_share_one() {
    var colored = console(1, true);
    colored.accept(output(node, Source.STDOUT, "a\n"));
    colored.accept(output(gpu, Source.STDOUT, "a\n"));
    colored.accept(output(new Host("node-1"), Source.STDOUT, "a\n"));
    String[] lines = out().split("\n", -1);
    assertEquals("\033[36m[node-1]\033[0m a", lines[0]);
    assertNotEquals(lines[0].substring(0, 5), lines[1].substring(0, 5));
    assertEquals(lines[0], lines[2]);
  }

  @Test
  void failures_are_red_line_by_line() {
    console(1, true).accept(new Event.Unreachable(node, "a\nb"));
    String red = "\033[36m[node-1]\033[0m \033[31m%s\033[0m\n";
    assertEquals(red.formatted("unreachable: a") + red.formatted("b"), err());
  }

  @Test
  void a_parameter_cannot_break_the_line_or_steer_the_terminal() {
    var host = new Host("node-1", Map.of("note", "a\nb\033]0;x\007"));
    console.accept(output(host, Source.STDOUT, "c\n"));
    assertEquals("[node-1 (note=a^Jb^[]0;x^G)] c\n", out());
  }

  @Test
  void every_nth_line_of_each_command_is_printed() {
    var second = console(2, false);
    second.accept(new Event.Started(node, JOB, "seq 3"));
    second.accept(output(node, Source.STDOUT, "1\n2\n3\n"));
    second.accept(finished("seq 3", new Outcome.Exited(0), Duration.ZERO));
    second.accept(new Event.Started(node, JOB, "seq 3"));
    second.accept(output(node, Source.STDOUT, "1\n"));
    second.accept(output(node, Source.STDERR, "1\n2\n"));
    assertEquals("[node-1] 2\n", out());
    assertEquals("[node-1] $ seq 3\n[node-1] $ seq 3\n[node-1] 2\n", err());
  }

  @Test
  void what_cannot_be_written_for_another_reason_than_a_broken_pipe_is_told() throws Exception {
    try (var full = new FileOutputStream("/dev/full")) {
      var failing = console(Screen.plain(full, false));
      failing.accept(output(node, Source.STDOUT, "a\n"));
      failing.accept(output(node, Source.STDOUT, "b\n"));
    }
    assertTrue(err().matches("\\[Pegasus] cannot write to standard output: .+\n"), err());
    assertEquals(1, brokenPipes.get());
  }

  private static Event output(Host host, Source source, String lines) {
    return new Event.Output(host, JOB, source, lines);
  }

  private Event finished(String command, Outcome outcome, Duration elapsed) {
    return new Event.Finished(
        new Result(
            "k3j9x0m2qv",
            JOB,
            node,
            1,
            command,
            outcome,
            Instant.EPOCH,
            elapsed,
            "",
            "",
            0,
            0,
            Optional.empty(),
            Optional.empty()));
  }

  private Console console(int printPeriod, boolean color) {
    return new Console(
        new ConsoleSettings(
            Screen.plain(stdout, color),
            Screen.plain(stderr, color),
            false,
            printPeriod,
            brokenPipes::incrementAndGet,
            () -> {}));
  }

  private Console console(Screen to) {
    return new Console(
        new ConsoleSettings(
            to, Screen.plain(stderr, false), false, 1, brokenPipes::incrementAndGet, () -> {}));
  }

  private String out() {
    return stdout.toString(UTF_8);
  }

  private String err() {
    return stderr.toString(UTF_8);
  }
}
