package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.PegasusException.Malformed;
import pegasus.session.Connector;
import pegasus.session.Running.Signal;
import pegasus.support.Events;
import pegasus.support.Eventually;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.QueueFolder;

class BroadcastRunTest {
  @TempDir Path temp;

  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events);

  private Run start(String queue, FakeNodes nodes, Options options, String... hosts) {
    return start(new QueueFolder(temp).with(queue), nodes, options, Hosts.of(hosts));
  }

  private static Run start(QueueFolder folder, FakeNodes nodes, Options options, List<Host> hosts) {
    var source = Queue.open(folder.queue()).source();
    return Run.start(new BroadcastRun(hosts, source, nodes, options));
  }

  @Test
  void each_job_runs_on_every_host() {
    Report report = start("- one\n- two\n", FakeNodes.atOnce(), options, "a", "b").await();

    assertTrue(report.ok());
    assertEquals(
        List.of("a one", "b one", "a two", "b two"),
        report.results().stream().map(r -> r.host() + " " + r.command()).toList());
  }

  @Test
  void no_host_starts_a_job_before_all_have_ended_the_last() throws Exception {
    var folder = new QueueFolder(temp);
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n- two\n", nodes, options, "a", "b");
    FakeCommand first = nodes.awaitStart();
    FakeCommand second = nodes.awaitStart();

    first.exit(0);
    events.await(Event.Finished.class, 1);
    assertEquals("- two\n", folder.queueText());
    assertEquals(2, nodes.commands().size());
    second.exit(0);
    nodes.awaitStart().exit(0);
    nodes.awaitStart().exit(0);

    assertEquals(4, run.await().results().size());
  }

  @Test
  void failures_do_not_stop_it() {
    Report report = start("- exit 1\n- two\n", FakeNodes.atOnce(), options, "a", "b").await();

    assertTrue(report.complete());
    assertEquals(2, report.failed().size());
    assertEquals(4, report.results().size());
  }

  @Test
  void a_failure_stops_it_where_that_was_wished_and_the_rest_of_the_queue_is_left()
      throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n- two\n", nodes, options.withErrorAborts(true), "a", "b");

    nodes.awaitStart().exit(1);
    nodes.awaitStart().exit(0);
    Report report = run.await();

    assertFalse(report.complete());
    assertEquals(2, report.results().size());
    assertEquals("- two\n", new QueueFolder(temp).queueText());
  }

  @Test
  void an_unreachable_host_stops_it_before_the_queue_is_touched() {
    var nodes = FakeNodes.atOnce().unreachable("b");

    Report report = start("- one\n", nodes, options, "a", "b", "c").await();

    assertFalse(report.ok());
    assertEquals(Hosts.of("b"), report.unreachable());
    assertEquals(List.of(), nodes.commands());
    assertEquals(0, nodes.openSessions());
    assertEquals("- one\n", new QueueFolder(temp).queueText());
    assertEquals("", new QueueFolder(temp).consumedText());
  }

  @Test
  void a_host_that_breaks_away_later_fails_its_part_only() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n- two\n", nodes, options, "a", "b");
    FakeCommand first = nodes.awaitStart();
    FakeCommand second = nodes.awaitStart();
    String gone = first.host().hostname();
    nodes.breaking(gone).unreachable(gone);
    first.exit(0);
    second.exit(0);
    nodes.awaitStart().exit(0);

    Report report = run.await();

    assertEquals(4, report.results().size());
    Result failed = report.failed().getFirst();
    assertEquals(new Outcome.NotRun("no way to " + gone), failed.outcome());
    assertEquals("two", failed.command());
    // Two lines for each result, this one too.
    assertEquals(8, new QueueFolder(temp).journalLines().size());
  }

  @Test
  void a_job_that_does_not_render_on_one_host_runs_on_none() {
    var folder = new QueueFolder(temp).with("- echo {{json_str_query 'a' v}}\n- two\n");
    var hosts = Hosts.parse("- hostname: a\n  v: '{\"a\": 1}'\n- hostname: b\n  v: '{'\n");
    var nodes = FakeNodes.atOnce();

    Report report = start(folder, nodes, options, hosts).await();

    assertEquals(2, nodes.commands().size());
    assertEquals(2, report.failed().size());
    assertInstanceOf(Outcome.NotRun.class, report.failed().getFirst().outcome());
  }

  @Test
  void a_daemon_waits_for_more() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n", nodes, options.withDaemon(true), "a");
    nodes.awaitStart().exit(0);
    events.await(Event.Finished.class, 1);

    new QueueFolder(temp).with("- two\n");
    nodes.awaitStart().exit(0);
    events.await(Event.Finished.class, 2);
    run.stop();

    assertEquals(2, run.await().results().size());
  }

  @Test
  void stop_ends_the_wait_for_connections() throws Exception {
    Run run = start("- one\n", FakeNodes.atOnce().hanging("b"), options, "a", "b");
    events.await(Event.Connected.class, 1);

    run.stop();

    assertTrue(run.await().results().isEmpty());
    assertEquals("- one\n", new QueueFolder(temp).queueText());
  }

  @Test
  void a_connection_that_comes_after_the_end_is_closed() throws Exception {
    var nodes = FakeNodes.atOnce();
    var answered = new CompletableFuture<Void>();
    var asked = new CountDownLatch(1);
    // Deaf to interrupts, as a key exchange may be.
    Connector slow =
        host -> {
          asked.countDown();
          answered.join();
          return nodes.connect(host);
        };
    var source = Queue.open(new QueueFolder(temp).with("- one\n").queue()).source();
    Run run = Run.start(new BroadcastRun(Hosts.of("a"), source, slow, options));
    asked.await();

    run.stop();
    assertTrue(run.await().results().isEmpty());
    answered.complete(null);

    events.await(Event.Connected.class, 1);
    Eventually.check("no session is open", () -> nodes.openSessions() == 0);
  }

  @Test
  void cancel_ends_the_commands_on_all_hosts() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start("- one\n- two\n", nodes, options, "a", "b");
    var commands = List.of(nodes.awaitStart(), nodes.awaitStart());

    run.cancel();
    for (FakeCommand command : commands) {
      assertEquals(Signal.TERM, command.awaitSignal());
      command.end(new Outcome.Signalled("TERM"));
    }

    assertEquals(
        Set.of(new Outcome.Cancelled(true)),
        Set.copyOf(run.await().results().stream().map(Result::outcome).toList()));
    assertEquals("- two\n", new QueueFolder(temp).queueText());
  }

  @Test
  void a_listener_that_throws_ends_the_run() {
    var throwing =
        options.withListener(
            event -> {
              throw new IllegalStateException("the listener's own mistake");
            });

    var run = start("- one\n", FakeNodes.atOnce(), throwing, "a", "b");

    assertThrows(IllegalStateException.class, run::await);
  }

  @Test
  void a_broadcast_needs_a_host() {
    assertThrows(Malformed.class, () -> Broadcast.run(List.of(), "one"));
  }
}
