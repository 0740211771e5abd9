package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import pegasus.Host;
import pegasus.Hosts;
import pegasus.Job;
import pegasus.Outcome;
import pegasus.Outcome.Cancelled;
import pegasus.Outcome.Exited;
import pegasus.Outcome.Lost;
import pegasus.Outcome.NotRun;
import pegasus.Outcome.Signalled;
import pegasus.Outcome.TimedOut;
import pegasus.Report;
import pegasus.Result;

class SummaryTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final List<Host> HOSTS = Hosts.of("a", "b", "c");

  /// A report, and what is said about it.
  private record Case(String name, Report report, String text) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "all went well",
              report(true, result("j1", "a", 0), result("j2", "b", 0)),
              """
              2 commands done in 1 min 15 s
              """),
          new Case(
              "one command",
              report(true, result("j1", "a", 0)),
              """
              1 command done in 1 min 15 s
              """),
          new Case(
              "nothing to do",
              report(true),
              """
              0 commands done in 1 min 15 s
              """),
          new Case(
              "one failure",
              report(true, result("j1", "a", 0), result("j2", "b", 3)),
              """
              b: exit status 3 after 1.0 s: run j2
                  put it back: pegasus retry j2
              2 commands in 1 min 15 s: 1 succeeded, 1 failed
              """),
          new Case(
              "every kind of outcome",
              report(
                  false,
                  result("j1", "a", 0),
                  result("j2", "a", new Signalled("KILL")),
                  result("j3", "a", new TimedOut(true)),
                  result("j4", "a", new Cancelled(false)),
                  result("j5", "a", new Lost("broken"))),
              """
              a: ended by SIGKILL after 1.0 s: run j2
                  put it back: pegasus retry j2
              a: timed out after 1.0 s: run j3
                  put it back: pegasus retry j3
              a: cancelled, fate unknown after 1.0 s: run j4
                  put it back: pegasus retry j4
              a: lost, fate unknown: broken after 1.0 s: run j5
                  put it back: pegasus retry j5
              put back all such jobs: pegasus retry --failed --timed-out --cancelled --lost
              5 commands in 1 min 15 s: 1 succeeded, 1 failed, 1 timed out, 1 cancelled, 1 lost; \
              7 jobs are left in the queue
              """),
          new Case(
              "what did not run",
              report(true, result("j1", "a", new NotRun("no name x")), result("j2", "b", 1)),
              """
              a: not run: run j1: no name x
                  put it back: pegasus retry j1
              b: exit status 1 after 1.0 s: run j2
                  put it back: pegasus retry j2
              put back all such jobs: pegasus retry --all
              2 commands in 1 min 15 s: 1 failed, 1 not run
              """),
          new Case(
              "the same job on two hosts",
              report(true, result("j1-1", "a", 1), result("j1-2", "b", 1), result("j1-3", "c", 0)),
              """
              a: exit status 1 after 1.0 s: run j1-1
                  put it back: pegasus retry j1
              b: exit status 1 after 1.0 s: run j1-2
                  put it back: pegasus retry j1
              3 commands in 1 min 15 s: 1 succeeded, 2 failed
              """),
          new Case(
              "hosts out of reach",
              new Report(HOSTS, Hosts.of("b", "c"), List.of(), false, SECOND),
              """
              unreachable: b, c
              0 commands done in 1.0 s; 7 jobs are left in the queue
              """));

  @TestFactory
  Stream<DynamicTest> each_report_has_its_summary() {
    return CASES.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(), () -> assertEquals(row.text(), summary(row.report()) + "\n")));
  }

  @Test
  void a_failure_shows_parameters_and_the_end_of_what_it_complained_of() {
    var job = new Job("train {{ bs }}", Map.of("bs", "8"));
    var host = new Host("a", Map.of("gpu", "0"));
    String stderr = "one\ntwo\n\nthree\n" + "x".repeat(1000) + "\033[2J\n";
    var failed =
        new Result(
            "j1.2",
            job,
            host,
            2,
            "train 8\nand more",
            new Exited(1),
            Instant.EPOCH,
            SECOND,
            "",
            stderr,
            0,
            stderr.length(),
            Optional.empty(),
            Optional.of(Path.of("/logs/j1.2.err")));
    assertEquals(
        """
        a (gpu=0): exit status 1 after 1.0 s at attempt 2: train 8 ...
            bs=8
            > two
            > three
            > %s ...
            in full: /logs/j1.2.err
            put it back: pegasus retry j1
        """
            .formatted("x".repeat(200)),
        summary(report(true, failed)).replaceFirst("[^\n]+$", ""));
  }

  @Test
  void nothing_in_it_can_break_a_line_or_steer_the_terminal() {
    var job = new Job("run {{ x }}", Map.of("x", "a\nb\033[2J"));
    var host = new Host("a", Map.of("y", "\033]0;title\007"));
    var failed = result("j1", job, host, new Exited(1), "\tbell\007\n");
    assertEquals(
        """
        a (y=^[]0;title^G): exit status 1 after 1.0 s: run j1
            x=a^Jb^[[2J
            >     bell^G
            put it back: pegasus retry j1
        """,
        summary(report(true, failed)).replaceFirst("[^\n]+$", ""));
  }

  @Test
  void of_many_failures_the_first_are_told_in_full_and_the_rest_is_counted() {
    var results =
        IntStream.range(0, 10_000)
            .mapToObj(i -> result("j" + i, "a", i % 2 == 0 ? new Exited(1) : new TimedOut(true)))
            .toArray(Result[]::new);
    List<String> lines = summary(report(true, results)).lines().toList();
    assertTrue(lines.size() < 100, () -> lines.size() + " lines");
    assertEquals(20, lines.stream().filter(line -> line.contains("put it back")).count());
    assertTrue(lines.contains("and 9980 more: 4990 failed, 4990 timed out"), lines::toString);
    assertTrue(lines.contains("    and 9960 more jobs; journal.jsonl has them all"));
    assertTrue(lines.contains("put back all such jobs: pegasus retry --failed --timed-out"));
    assertEquals("10000 commands in 1 min 15 s: 5000 failed, 5000 timed out", lines.getLast());
  }

  @Test
  void of_many_hosts_on_which_a_job_failed_none_is_left_out() {
    var results = new ArrayList<Result>();
    IntStream.rangeClosed(1, 30).forEach(i -> results.add(result("j1-" + i, "node-" + i, 1)));
    List<String> lines = summary(report(true, results.toArray(Result[]::new))).lines().toList();
    String hosts =
        String.join(", ", IntStream.rangeClosed(21, 30).mapToObj(i -> "node-" + i).toList());
    assertTrue(lines.contains("    job j1-21: " + hosts), lines::toString);
  }

  @Test
  void a_broadcast_that_stops_at_a_failure_says_who_ran_the_last_job() {
    var report =
        report(
            false,
            result("j1-1", "a", 1),
            result("j1-2", "b", 0),
            result("j2-1", "a", 0),
            result("j2-2", "b", 1),
            result("j2-3", "c", new NotRun("no way")));
    String text = new Summary(retry("queue.yaml"), () -> OptionalLong.of(1), true).of(report);
    assertTrue(
        text.endsWith(
            """
            stopped, as a host failed on: job j2-1
                succeeded on: a
                failed on: b
                not run on: c
                the queue behind it is untouched
            5 commands in 1 min 15 s: 2 succeeded, 2 failed, 1 not run; 1 job is left in the queue\
            """),
        text);
  }

  @Test
  void of_billions_of_jobs_it_says_how_many_are_left() {
    var report = report(false, result("j1", "a", 0));
    String text = new Summary(retry("q.yaml"), () -> OptionalLong.of(1L << 32), false).of(report);
    assertTrue(text.endsWith("; 4294967296 jobs are left in the queue"), text);
  }

  @Test
  void a_broadcast_that_came_to_its_end_did_not_stop() {
    var report = report(true, result("j1-1", "a", 0));
    String text = new Summary(retry("queue.yaml"), OptionalLong::empty, true).of(report);
    assertEquals("1 command done in 1 min 15 s", text);
  }

  @Test
  void another_queue_is_named_in_the_command_that_puts_back() {
    var failed = result("j1", "a", 1);
    assertEquals("pegasus retry --queue-file runs/q.yaml j1", retry("runs/q.yaml").of(failed));
    assertEquals("pegasus retry --queue-file 'my q.yaml' j1", retry("my q.yaml").of(failed));
  }

  @Test
  void a_queue_that_cannot_be_counted_is_not() {
    String text = new Summary(retry("queue.yaml"), OptionalLong::empty, false).of(report(false));
    assertEquals("0 commands done in 1 min 15 s; not everything ran", text);
  }

  private static String summary(Report report) {
    return new Summary(retry("queue.yaml"), () -> OptionalLong.of(7), false).of(report);
  }

  private static RetryCommand retry(String queue) {
    return new RetryCommand(Path.of(queue));
  }

  private static Report report(boolean complete, Result... results) {
    return new Report(HOSTS, List.of(), List.of(results), complete, Duration.ofSeconds(75));
  }

  private static Result result(String id, String host, int status) {
    return result(id, host, new Exited(status));
  }

  private static Result result(String id, String host, Outcome outcome) {
    return result(id, new Job("job " + id), new Host(host), outcome, "");
  }

  private static Result result(String id, Job job, Host host, Outcome outcome, String stderr) {
    return new Result(
        id,
        job,
        host,
        1,
        "run " + id,
        outcome,
        Instant.EPOCH,
        SECOND,
        "",
        stderr,
        0,
        stderr.length(),
        Optional.empty(),
        Optional.empty());
  }
}
