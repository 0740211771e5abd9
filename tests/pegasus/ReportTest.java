package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.store.JournalLine;

class ReportTest {
  private static final Job JOB = new Job("uname {{x}}").with("x", 1);

  private static Result result(Job job, String host, Outcome outcome, String out, String err) {
    return new Result(
        "k3j9x0m2qv-1",
        job,
        new Host(host),
        1,
        "uname 1",
        outcome,
        Instant.EPOCH,
        Duration.ofMillis(1234),
        out,
        err,
        out.length(),
        err.length(),
        Optional.empty(),
        Optional.empty());
  }

  private static Result ok(String host, String out) {
    return result(JOB, host, new Outcome.Exited(0), out, "");
  }

  private static Report report(Result... results) {
    List<Host> hosts = List.of(results).stream().map(Result::host).distinct().toList();
    return new Report(hosts, List.of(), List.of(results), true, Duration.ofSeconds(2));
  }

  @Test
  void it_prints_as_a_table() {
    Result failed = result(JOB, "node-2", new Outcome.Exited(3), "", "bad\nworse\n");

    assertEquals(
        """
        2 done, 1 failed in 2.0 s
        HOST    COMMAND  OUTCOME        SECONDS  LAST LINE
        node-1  uname 1  exit status 0  1.234    6.1
        node-2  uname 1  exit status 3  1.234    worse\
        """,
        report(ok("node-1", "Linux\n6.1\n\n"), failed).toString());
  }

  @Test
  void results_are_found_by_job_and_host() {
    Result first = ok("a", "1");
    Result other = result(new Job("other"), "a", new Outcome.Exited(0), "2", "");
    Result last = ok("b", "3");
    Report report = report(first, other, last);

    assertEquals(List.of(first, other), report.on(new Host("a")));
    assertEquals(List.of(first, last), report.of(JOB));
  }

  @Test
  void hosts_with_the_same_output_are_one_block_and_others_differ_from_it() {
    Gathered gathered =
        report(
                ok("node-3", "one\ntwo\nthree\n"),
                ok("node-1", "one\n2\nthree\n"),
                ok("node-2", "one\n2\nthree\n"),
                result(JOB, "node-4", new Outcome.Exited(1), "one\n", "oops\n"))
            .gather();

    assertEquals(
        """
        ---------------
        node-[1-2] (2)
        ---------------
        one
        2
        three
        ---------------
        node-3
        ---------------
        one
        two
        three
        ---------------
        node-4: exit status 1
        ---------------
        one
        oops\
        """,
        gathered.toString());
    assertEquals(
        """
        --- node-[1-2]
        +++ node-3
        @@ -2,1 +2,1 @@
        -2
        +two
        --- node-[1-2]
        +++ node-4: exit status 1
        @@ -2,2 +2,1 @@
        -2
        -three
        +oops\
        """,
        gathered.differences());
  }

  @Test
  void hosts_that_agree_do_not_differ() {
    Gathered gathered = report(ok("a", "1"), ok("b", "1")).gather();

    assertEquals("", gathered.differences());
    assertEquals(1, gathered.blocks().size());
  }

  @Test
  void several_jobs_are_gathered_one_by_one_and_are_the_columns_by_host() {
    Result other = result(new Job("nproc"), "a", new Outcome.Signalled("KILL"), "", "");
    Report report = report(ok("a", "1\n"), ok("b", "1\n"), other);

    assertTrue(
        report.gather().toString().startsWith("$ uname {{x}} (x=1)\n---------------\na, b (2)\n"));
    assertEquals(
        """
        HOST  uname {{x}} (x=1)  nproc
        a     1                  ended by SIGKILL
        b     1\
        """,
        report.byHost().toString());
  }

  @Test
  void maps_have_the_names_of_the_journal() {
    for (Outcome outcome :
        List.of(
            new Outcome.Exited(3),
            new Outcome.Signalled("TERM"),
            new Outcome.TimedOut(true),
            new Outcome.Cancelled(false),
            new Outcome.Lost("gone"),
            new Outcome.NotRun("why"))) {
      Result result = result(JOB, "a", outcome, "out", "err");
      var journal = new TreeSet<>(JournalLine.ended(result, Instant.EPOCH).json().keySet());
      String id = result.id();
      journal.addAll(
          JournalLine.started(id, id, "r", "q", JOB, result.host(), 1, "", Instant.EPOCH)
              .json()
              .keySet());
      journal.removeAll(List.of("event", "time", "run", "queue"));
      journal.addAll(List.of("stdout", "stderr"));

      assertEquals(journal, new TreeSet<>(result.toMap().keySet()));
    }
  }

  @Test
  void a_report_is_one_line_of_json() {
    String json = report(ok("a", "<1>\n")).toJson();

    var read = JsonParser.parseString(json).getAsJsonObject();
    var result = read.getAsJsonArray("results").get(0).getAsJsonObject();
    assertEquals("<1>\n", result.get("stdout").getAsString());
    assertEquals("1", result.getAsJsonObject("parameters").get("x").getAsString());
    assertEquals(0, result.get("status").getAsInt());
    assertTrue(read.get("ok").getAsBoolean());
    assertEquals(-1, json.indexOf('\n'));
  }

  @Test
  void a_failure_that_is_thrown_carries_its_result_and_says_why() {
    Result failed = result(JOB, "b", new Outcome.Exited(3), "", "out of memory\n");
    Report report = report(ok("a", ""), failed);

    var e = assertThrows(PegasusException.Failed.class, report::orThrow);

    assertEquals(failed, e.result());
    assertEquals("[b] uname 1: exit status 3 in 1.234 s: out of memory", e.getMessage());
  }

  @Test
  void why_a_host_is_out_of_reach_is_told() {
    var host = new Host("a");
    var report =
        new Report(
            List.of(host), List.of(host), List.of(), false, Duration.ZERO, Map.of(host, "no way"));
    String said = "0 done, 0 failed in 0.0 s, not everything ran, unreachable: a (no way)";
    assertEquals(said, report.toString());
    assertEquals(said, assertThrows(PegasusException.class, report::orThrow).getMessage());
    assertTrue(report.toJson().contains("\"reason\":\"no way\""), report.toJson());
  }

  @ParameterizedTest
  @CsvSource({
    "0.25, 0.25",
    "-1e-3, -0.001",
    "'loss\n3', 3",
    "nan, NaN",
    "NaN, NaN",
    "-Inf, -Infinity",
    "infinity, Infinity",
    ".5, 0.5",
    "5., 5",
    "1E6, 1000000"
  })
  void the_number_is_the_last_line_as_any_language_writes_it(String out, double number) {
    assertEquals(OptionalDouble.of(number), ok("a", out.replace("\\n", "\n")).number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "0x1", "1 2", "1d", "loss=1"})
  void what_is_no_number_is_none(String out) {
    assertEquals(OptionalDouble.empty(), ok("a", out).number());
  }

  @Test
  void what_did_not_run_is_thrown_too() {
    var hosts = new ArrayList<>(Hosts.of("a-1", "a-2"));
    var report = new Report(hosts, hosts, List.of(), false, Duration.ZERO);

    var e = assertThrows(PegasusException.class, report::orThrow);

    assertEquals(
        "0 done, 0 failed in 0.0 s, not everything ran, unreachable: a-[1-2]", e.getMessage());
  }

  @Test
  void the_last_line_is_the_last_that_is_not_blank() {
    assertEquals("b", ok("a", "a\n b \n\n  \n").lastLine());
    assertEquals("", ok("a", "\n\n").lastLine());
  }

  @Test
  void what_a_progress_bar_wrote_over_is_not_the_last_line() {
    assertEquals("0.25", ok("a", "epoch 1\repoch 2\r0.25\r\n").lastLine());
  }

  @Test
  void a_table_shows_control_characters_instead_of_passing_them_on() {
    var table = new Table(List.of("A"), List.of(List.of("a\u001b[31mb\u009bc\rd\te\nf")));
    assertEquals("A\na\\x1b[31mb\\x9bc\\rd e\\nf", table.toString());
  }

  @Test
  void a_table_shows_them_in_the_names_of_its_columns_too_and_of_a_long_name_the_start() {
    var columns = List.of("one\ntwo", "x".repeat(58) + "\ud83d\ude80...");
    assertEquals("one\\ntwo  " + "x".repeat(58) + "…", new Table(columns, List.of()).toString());
  }

  @Test
  void by_host_there_is_also_what_ran_on_none() {
    Result never = result(JOB, "none", new Outcome.NotRun("no host is left"), "", "");
    var report =
        new Report(List.of(new Host("a")), List.of(), List.of(never), false, Duration.ZERO);
    assertEquals(
        "HOST  uname {{x}} (x=1)\na\nnone  not run: no host is left", report.byHost().toString());
  }
}
