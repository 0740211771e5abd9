package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Events;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

/// Hosts on which whatever is tried fails.
class MaxHostFailuresTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Outcome BAD = new Outcome.Exited(127);

  @TempDir Path temp;

  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events);
  private final FakeNodes nodes = FakeNodes.byHand();

  private Run start(String queue, Options options, String... hosts) {
    var folder = new QueueFolder(temp).with(queue);
    return QueueRuns.start(folder, nodes, options, Pauses.endless(), hosts);
  }

  @Test
  void a_host_on_which_everything_fails_is_left_out_and_the_others_go_on() throws Exception {
    Run run = start("- 1\n- 2\n- 3\n- 4\n- 5\n", options.withMaxHostFailures(2), "a", "b");
    var first = nodes.awaitStart();
    var second = nodes.awaitStart();
    first.exit(127);
    nodes.awaitStart().exit(127);
    var notice = events.await(Event.HostNotice.class, 1);

    second.exit(0);
    var fourth = nodes.awaitStart();
    fourth.exit(0);
    var fifth = nodes.awaitStart();
    fifth.exit(0);
    Report report = run.await();

    assertEquals(first.host(), notice.host());
    assertTrue(notice.text().contains("left out: 2 commands in a row failed"), notice.text());
    assertTrue(notice.text().contains("exit status 127"), notice.text());
    assertEquals(second.host(), fourth.host());
    assertEquals(second.host(), fifth.host());
    assertTrue(report.complete());
    assertEquals(2, report.failed().size());
    assertTrue(report.unreachable().isEmpty());
  }

  @Test
  void the_last_host_stays() throws Exception {
    nodes.unreachable("b");
    Run run = start("- 1\n- 2\n- 3\n", options.withMaxHostFailures(1), "a", "b");

    for (int i = 0; i < 3; i++) {
      nodes.awaitStart().exit(1);
    }

    assertEquals(3, run.await().failed().size());
    assertTrue(events.all(Event.HostNotice.class).isEmpty());
  }

  @Test
  void failures_in_a_row_are_counted() {
    var health = new HostHealth(2, SECOND);
    health.add(result(BAD, 10));
    assertFalse(health.bad());

    health.add(result(new Outcome.Exited(0), 10));
    health.add(result(BAD, 10));
    assertFalse(health.bad());

    health.add(result(BAD, 10));
    assertTrue(health.bad());
  }

  @Test
  void a_failure_that_took_its_time_is_not_the_hosts() {
    var health = new HostHealth(1, SECOND);

    health.add(result(BAD, 1000));

    assertFalse(health.bad());
  }

  @Test
  void what_did_not_run_or_was_cancelled_says_nothing() {
    var health = new HostHealth(1, SECOND);

    health.add(result(new Outcome.NotRun("no such name"), 0));
    health.add(result(new Outcome.Cancelled(true), 10));

    assertFalse(health.bad());
  }

  @Test
  void zero_leaves_nobody_out() {
    var health = new HostHealth(0, SECOND);

    health.add(result(BAD, 10));

    assertFalse(health.bad());
  }

  private static Result result(Outcome outcome, long millis) {
    var job = new Job("one");
    var assignment = new Assignment("1", "1", job, new Host("a"), 1, "one", Optional.empty());
    Result none = Result.of(assignment, outcome);
    return new Result(
        none.id(),
        none.job(),
        none.host(),
        none.attempt(),
        none.command(),
        outcome,
        Instant.EPOCH,
        Duration.ofMillis(millis),
        "",
        "",
        0,
        0,
        Optional.empty(),
        Optional.empty());
  }
}
