package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pegasus.support.Events;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

/// Jobs that failed and are run again.
class RerunTest {
  @TempDir Path temp;

  private final Events events = new Events();
  private final Options options =
      Options.defaults().withListener(events).withRetries(2).withMaxHostFailures(0);
  private final FakeNodes nodes = FakeNodes.byHand();
  private final Pauses pauses = Pauses.endless();

  private Run start(String queue, String... hosts) {
    return start(queue, options, hosts);
  }

  private Run start(String queue, Options options, String... hosts) {
    return QueueRuns.start(new QueueFolder(temp).with(queue), nodes, options, pauses, hosts);
  }

  @Test
  void a_job_that_failed_runs_again_on_another_host() throws Exception {
    Run run = start("- one\n", "a", "b");
    FakeCommand first = nodes.awaitStart();

    first.exit(1);
    FakeCommand second = nodes.awaitStart();
    assertNotEquals(first.host(), second.host());
    second.exit(0);
    Report report = run.await();

    assertTrue(report.ok());
    Result result = report.results().getFirst();
    assertEquals(2, result.attempt());
    List<String> journal = new QueueFolder(temp).journalLines();
    assertEquals(4, journal.size());
    assertTrue(journal.getLast().contains("\"" + result.id() + "\""), journal::toString);
    assertTrue(result.id().endsWith(".2"), result.id());
    assertEquals(2, events.all(Event.Finished.class).size());
  }

  @Test
  void when_it_has_failed_on_all_hosts_the_last_one_is_not_the_next() throws Exception {
    Run run = start("- one\n", options.withRetries(4), "a", "b");
    FakeCommand last = nodes.awaitStart();
    for (int retry = 1; retry <= 4; retry++) {
      last.exit(1);
      FakeCommand next = nodes.awaitStart();
      assertNotEquals(last.host(), next.host(), "retry " + retry);
      last = next;
    }
    last.exit(0);
    assertTrue(run.await().ok());
  }

  @Test
  void it_waits_for_another_host_that_is_busy() throws Exception {
    Run run = start("- one\n- two\n- three\n", "a", "b");
    FakeCommand one = nodes.awaitStart();
    FakeCommand two = nodes.awaitStart();

    one.exit(1);
    FakeCommand three = nodes.awaitStart();
    assertEquals(one.host().label() + ": three", three.toString());
    three.exit(0);
    two.exit(0);
    FakeCommand again = nodes.awaitStart();
    assertEquals(two.host(), again.host());
    again.exit(0);

    assertTrue(run.await().ok());
  }

  @Test
  void it_runs_again_where_it_failed_if_there_is_no_other_host() throws Exception {
    nodes.unreachable("b");
    Run run = start("- one\n- two\n", "a", "b");
    pauses.awaitNext(); // b is known to be out of reach

    nodes.awaitStart().exit(1);
    FakeCommand again = nodes.awaitStart();
    assertEquals("a: one", again.toString());
    again.exit(0);
    nodes.awaitStart().exit(0);

    assertTrue(run.await().ok());
  }

  @Test
  void a_host_that_is_still_being_connected_is_another_host() throws Exception {
    nodes.hanging("b");
    Run run = start("- one\n- two\n", "a", "b");

    nodes.awaitStart().exit(1);
    FakeCommand next = nodes.awaitStart();
    assertEquals("a: two", next.toString());

    run.stop();
    next.exit(0);
    assertFalse(run.await().complete());
  }

  @Test
  void it_runs_again_where_it_failed_when_the_other_host_breaks_away() throws Exception {
    Run run = start("- one\n- two\n", "a", "b");
    FakeCommand one = nodes.awaitStart();
    FakeCommand two = nodes.awaitStart();
    one.exit(1);
    events.await(Event.Finished.class, 1);

    nodes.unreachable(two.host().hostname()).cut(two.host().hostname());
    FakeCommand next = nodes.awaitStart();
    assertEquals(one.host(), next.host());
    next.exit(0);
    nodes.awaitStart().exit(0);

    assertTrue(run.await().ok());
  }

  @Test
  void a_lost_job_runs_again() throws Exception {
    Run run = start("- one\n", "a");
    nodes.awaitStart();

    nodes.cut("a");
    pauses.awaitNext();
    pauses.end();
    nodes.awaitStart().exit(0);

    assertTrue(run.await().ok());
  }

  @ParameterizedTest
  @MethodSource
  void these_are_run_again(Outcome outcome) throws Exception {
    Run run = start("- one\n", "a");
    nodes.awaitStart().end(outcome);
    nodes.awaitStart().exit(0);
    assertTrue(run.await().ok());
  }

  static List<Outcome> these_are_run_again() {
    return List.of(
        new Outcome.Exited(1), new Outcome.Signalled("KILL"), new Outcome.TimedOut(true));
  }

  @Test
  void what_could_not_run_is_not_tried_again() {
    var folder =
        new QueueFolder(temp)
            .with("- command: echo {{json_str_query 'a' v}}\n  v: ['{\"a\": 1}', '{']\n");
    Report report = QueueRuns.start(folder, FakeNodes.atOnce(), options, pauses, "a").await();
    assertEquals(1, report.failed().getFirst().attempt());
    assertEquals(4, new QueueFolder(temp).journalLines().size());
  }

  @Test
  void only_the_last_attempt_counts_and_there_is_an_end_to_them() throws Exception {
    Run run = start("- one\n", "a");

    nodes.awaitStart().exit(1);
    nodes.awaitStart().exit(2);
    nodes.awaitStart().exit(3);
    Report report = run.await();

    assertTrue(report.complete());
    assertEquals(1, report.results().size());
    assertEquals(3, report.failed().getFirst().status().orElseThrow());
  }

  @Test
  void after_a_stop_nothing_runs_again() throws Exception {
    Run run = start("- one\n", "a");
    FakeCommand one = nodes.awaitStart();

    run.stop();
    one.exit(1);
    Report report = run.await();

    assertEquals(1, report.failed().getFirst().attempt());
    assertEquals(List.of("a: one"), nodes.commands());
  }

  @Test
  void a_job_that_waits_for_its_next_attempt_when_the_run_stops_has_failed() throws Exception {
    Run run = start("- one\n- two\n", "a", "b");
    FakeCommand one = nodes.awaitStart();
    FakeCommand two = nodes.awaitStart();
    one.exit(1);
    events.await(Event.HostNotice.class, 1);

    run.stop();
    two.exit(0);
    Report report = run.await();

    assertFalse(report.complete());
    Result failed = report.failed().getFirst();
    assertEquals(one.toString(), failed.host() + ": " + failed.command());
    assertEquals(2, report.results().size());
  }

  @Test
  void an_attempt_that_did_not_reach_its_host_goes_back_to_the_queue() throws Exception {
    Run run = start("- one\n", "a");
    FakeCommand one = nodes.awaitStart();
    nodes.breaking("a").unreachable("a");
    one.exit(1);
    pauses.awaitNext();

    assertTrue(new QueueFolder(temp).queueText().contains("one"));
    nodes.reachable("a");
    pauses.end();
    nodes.awaitStart().exit(0);
    Report report = run.await();

    assertTrue(report.ok());
    assertEquals(1, report.results().size());
  }

  @Test
  void a_future_has_the_result_of_the_last_attempt() throws Exception {
    var tolerance = QueueRuns.tolerance(pauses);
    try (var cluster = Cluster.connect(Hosts.of("a"), options, nodes, tolerance)) {
      var result = cluster.submit("one");
      nodes.awaitStart().exit(1);
      FakeCommand again = nodes.awaitStart();
      assertFalse(result.isDone());
      again.exit(0);

      assertEquals(2, result.get(30, TimeUnit.SECONDS).attempt());
    }
  }
}
