package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Events;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

/// Hosts that come and go while a queue is run.
class ReconnectTest {
  @TempDir Path temp;

  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events);
  private final Pauses pauses = Pauses.endless();
  private final FakeNodes nodes = FakeNodes.byHand();

  private Run start(String queue, Options options, String... hosts) {
    return QueueRuns.start(new QueueFolder(temp).with(queue), nodes, options, pauses, hosts);
  }

  @Test
  void a_host_whose_connection_breaks_is_connected_again_and_goes_on() throws Exception {
    Run run = start("- one\n- two\n", options, "a");
    nodes.awaitStart();

    nodes.cut("a");
    assertEquals(Duration.ofSeconds(1), pauses.awaitNext());
    pauses.end();
    nodes.awaitStart().exit(0);
    Report report = run.await();

    assertTrue(report.complete());
    assertInstanceOf(Outcome.Lost.class, report.results().getFirst().outcome());
    assertTrue(report.results().getLast().ok());
    assertEquals(List.of("connect a", "a: one", "connect a", "a: two"), nodes.log());
    assertEquals(List.of(), report.unreachable());
  }

  @Test
  void the_others_go_on_meanwhile() throws Exception {
    Run run = start("- one\n- two\n- three\n", options, "a", "b");
    FakeCommand first = nodes.awaitStart();
    FakeCommand second = nodes.awaitStart();

    nodes.unreachable(first.host().hostname()).cut(first.host().hostname());
    pauses.awaitNext();
    second.exit(0);
    FakeCommand third = nodes.awaitStart();
    assertEquals(second.host(), third.host());
    third.exit(0);

    assertTrue(run.await().complete());
  }

  @Test
  void pauses_grow_up_to_a_minute_and_the_same_reason_is_told_once() throws Exception {
    Run run = start("- one\n- two\n", options.withDaemon(true), "a");
    nodes.awaitStart();
    nodes.unreachable("a").cut("a");

    var seconds = new ArrayList<Long>();
    for (int i = 0; i < 9; i++) {
      seconds.add(pauses.awaitNext().toSeconds());
      pauses.end();
    }
    pauses.awaitNext();
    run.stop();
    Report report = run.await();

    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), seconds);
    assertEquals(1, events.all(Event.Unreachable.class).size());
    assertEquals(Hosts.of("a"), report.unreachable());
  }

  @Test
  void a_host_that_was_out_of_reach_at_the_start_joins_in_later() throws Exception {
    nodes.unreachable("a");
    Run run = start("- one\n- two\n", options, "a", "b");
    FakeCommand one = nodes.awaitStart();
    pauses.awaitNext();

    nodes.reachable("a");
    pauses.end();
    FakeCommand two = nodes.awaitStart();
    assertEquals(new Host("a"), two.host());
    one.exit(0);
    two.exit(0);

    assertTrue(run.await().ok());
    assertEquals(2, events.all(Event.Connected.class).size());
  }

  @Test
  void a_host_that_is_gone_again_is_told_again() throws Exception {
    Run run = start("- one\n- two\n- three\n", options, "a");
    for (int i = 1; i <= 2; i++) {
      nodes.awaitStart();
      nodes.unreachable("a").cut("a");
      pauses.awaitNext();
      pauses.end();
      events.await(Event.Unreachable.class, i);
      nodes.reachable("a");
      pauses.awaitNext();
      pauses.end();
    }
    nodes.awaitStart().exit(0);

    assertEquals(3, run.await().results().size());
    assertEquals(3, events.all(Event.Connected.class).size());
  }

  @Test
  void a_run_ends_incomplete_when_all_hosts_stay_away() throws Exception {
    var folder = new QueueFolder(temp);
    folder.with("- one\n- two\n- three\n");
    Run run = QueueRuns.start(folder, nodes, options, Pauses.none(), "a", "b");
    nodes.awaitStart();
    nodes.awaitStart();
    nodes.unreachable("a").unreachable("b").cut("a").cut("b");

    Report report = run.await();

    assertFalse(report.complete());
    assertEquals(Hosts.of("a", "b"), report.unreachable());
    assertEquals("- three\n", folder.queueText());
  }

  @Test
  void a_run_with_nothing_left_ends_whatever_host_is_out_of_reach() throws Exception {
    Run run = start("- one\n", options, "a");
    nodes.awaitStart();

    nodes.unreachable("a").cut("a");

    Report report = run.await();
    assertTrue(report.complete());
    assertInstanceOf(Outcome.Lost.class, report.failed().getFirst().outcome());
  }

  @Test
  void a_queue_that_somebody_empties_while_no_host_is_there_ends_the_run() throws Exception {
    Run run = start("- one\n- two\n", options, "a");
    nodes.awaitStart();
    nodes.unreachable("a").cut("a");
    pauses.awaitNext();

    new QueueFolder(temp).with("");
    pauses.end();

    assertTrue(run.await().complete());
  }

  @Test
  void stop_ends_the_pauses() throws Exception {
    Run run = start("- one\n- two\n", options, "a");
    nodes.awaitStart();
    nodes.unreachable("a").cut("a");
    pauses.awaitNext();

    run.stop();

    assertFalse(run.await().complete());
    assertEquals("- two\n", new QueueFolder(temp).queueText());
  }
}
