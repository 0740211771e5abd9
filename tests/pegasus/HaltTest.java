package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.PegasusException.Malformed;
import pegasus.session.Running.Signal;
import pegasus.support.Events;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

/// Runs that end before their queue does.
class HaltTest {
  @TempDir Path temp;

  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events).withMaxHostFailures(0);

  private Run start(String queue, FakeNodes nodes, String halt, String... hosts) {
    return start(queue, nodes, options.withHalt(Halt.parse(halt)), hosts);
  }

  private Run start(String queue, FakeNodes nodes, Options options, String... hosts) {
    var folder = new QueueFolder(temp).with(queue);
    return QueueRuns.start(folder, nodes, options, Pauses.endless(), hosts);
  }

  @ParameterizedTest
  @CsvSource({
    "'soon,fail=1', 5, 0, false", "'soon,fail=1', 5, 1, true",
    "'now,fail=3', 9, 2, false", "'now,fail=3', 9, 3, true",
    "'soon,success=2', 3, 2, false", "'soon,success=2', 3, 1, true",
    "'soon,done=4', 3, 3, false", "'soon,done=4', 4, 0, true",
    "'soon,fail=10%', 2, 2, false", "'soon,fail=10%', 3, 1, false",
    "'soon,fail=10%', 3, 2, true", "'soon,fail=10%', 20, 2, true",
    "'now,done=50%', 9, 0, false", "'now,done=50%', 10, 0, true",
  })
  void it_is_time_when_enough_of_twenty_jobs_have_ended(
      String halt, long done, long failed, boolean reached) {
    var tally = new Halt.Tally(done, failed);

    assertEquals(reached, Halt.parse(halt).reached(tally, () -> OptionalLong.of(20)));
  }

  @Test
  void a_percentage_of_an_unknown_number_is_never_reached() {
    var all = new Halt.Tally(20, 20);

    assertFalse(Halt.parse("soon,fail=1%").reached(all, OptionalLong::empty));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon,fail=1", "now,fail=3", "soon,fail=10%", "now,success=1"})
  void it_prints_as_it_is_written(String text) {
    assertEquals(text, Halt.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "soon",
        "never,fail=1",
        "soon,fail",
        "soon,fail=0",
        "now,fail=x",
        "now,fail=101%"
      })
  void anything_else_is_refused(String text) {
    assertThrows(Malformed.class, () -> Halt.parse(text));
  }

  @Test
  void soon_starts_no_more_and_lets_running_commands_end() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n- two\n- three\n", nodes, "soon,fail=1", "a", "b");
    FakeCommand one = nodes.awaitStart();
    FakeCommand two = nodes.awaitStart();

    one.exit(1);
    String notice = events.await(Event.Notice.class, 1).text();
    two.exit(0);
    Report report = run.await();

    assertFalse(report.complete());
    assertEquals(2, report.results().size());
    assertEquals("- three\n", new QueueFolder(temp).queueText());
    assertEquals("halt at soon,fail=1: 1 done, 1 of them failed; no new command starts", notice);
  }

  @Test
  void now_ends_the_running_commands() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n- two\n- three\n", nodes, "now,fail=1", "a", "b");
    FakeCommand one = nodes.awaitStart();
    FakeCommand two = nodes.awaitStart();

    one.exit(1);
    assertEquals(Signal.TERM, two.awaitSignal());
    two.end(new Outcome.Signalled("TERM"));
    Report report = run.await();

    assertFalse(report.complete());
    assertEquals(2, report.failed().size());
  }

  @Test
  void a_percentage_is_one_of_all_jobs_from_the_third_on() {
    var nodes = FakeNodes.atOnce();
    var queue =
        "- exit 1\n- exit 1\n- exit 0\n- exit 1\n- command: exit {{n}}\n  n: [0, 0, 0, 0]\n";

    Report report = start(queue, nodes, "soon,fail=30%", "a").await();

    assertFalse(report.complete());
    assertEquals(4, report.results().size());
  }

  @Test
  void a_job_that_is_tried_again_counts_once() throws Exception {
    var nodes = FakeNodes.atOnce();
    var twice = options.withRetries(2).withHalt(Halt.parse("soon,fail=2"));

    Report report = start("- exit 1\n- exit 2\n- three\n", nodes, twice, "a").await();

    assertEquals(2, report.failed().size());
    assertEquals(6, nodes.commands().size());
    assertEquals("- three\n", new QueueFolder(temp).queueText());
  }

  @Test
  void a_run_is_complete_if_nothing_was_left_anyway() {
    Report report = start("- one\n- two\n", FakeNodes.atOnce(), "soon,done=2", "a").await();

    assertTrue(report.ok());
  }

  @Test
  void a_broadcast_counts_each_host() {
    var nodes = FakeNodes.atOnce();
    var folder = new QueueFolder(temp).with("- exit 1\n- two\n- three\n");
    var source = Queue.open(folder.queue()).source();
    var halting = options.withHalt(Halt.parse("soon,success=2"));

    Report report = Run.start(new BroadcastRun(Hosts.of("a", "b"), source, nodes, halting)).await();

    assertFalse(report.complete());
    assertEquals(4, report.results().size());
    assertEquals("- three\n", folder.queueText());
  }
}
