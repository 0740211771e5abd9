package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pegasus.PegasusException.Malformed;
import pegasus.PegasusException.Unreachable;
import pegasus.session.Running.Signal;
import pegasus.support.Events;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;

class ClusterTest {
  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events);
  private final Tolerance tolerance = QueueRuns.tolerance(Pauses.none());

  private Cluster connect(FakeNodes nodes, String... hosts) {
    return Cluster.connect(Hosts.of(hosts), options, nodes, tolerance);
  }

  private static Result get(Future<Result> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  @Test
  void the_next_job_may_depend_on_the_last_result() throws Exception {
    try (var cluster = connect(FakeNodes.atOnce(), "a")) {
      int status = get(cluster.submit("exit 3")).status().orElseThrow();

      assertEquals(4, get(cluster.submit("exit " + (status + 1))).status().orElseThrow());
    }
  }

  @Test
  void connections_are_kept_between_jobs_and_closed_at_the_end() throws Exception {
    var nodes = FakeNodes.atOnce();
    try (var cluster = connect(nodes, "a")) {
      get(cluster.submit("one"));
      get(cluster.submit("two"));
    }

    assertEquals(List.of("connect a", "a: one", "a: two"), nodes.log());
    assertEquals(0, nodes.openSessions());
  }

  @Test
  void equal_jobs_have_results_of_their_own() throws Exception {
    var job = new Job("exit {{n}}", Map.of("n", "5"));
    try (var cluster = connect(FakeNodes.atOnce(), "a", "b")) {
      Future<Result> first = cluster.submit(job);
      Future<Result> second = cluster.submit(job);

      assertEquals(5, get(first).status().orElseThrow());
      assertEquals(5, get(second).status().orElseThrow());
    }
  }

  @Test
  void a_job_that_does_not_render_has_a_result_that_says_so() throws Exception {
    try (var cluster = connect(FakeNodes.atOnce(), "a")) {
      Result result = get(cluster.submit("echo {{nam}}"));

      assertInstanceOf(Outcome.NotRun.class, result.outcome());
      assertTrue(get(cluster.submit("two")).ok());
    }
  }

  @Test
  void a_job_that_is_cancelled_while_it_waits_never_starts() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a")) {
      Future<Result> first = cluster.submit("one");
      Future<Result> two = cluster.submit("two");
      Future<Result> three = cluster.submit("three");
      FakeCommand one = nodes.awaitStart();

      assertTrue(two.cancel(true));
      one.exit(0);
      nodes.awaitStart().exit(0);

      assertTrue(get(first).ok());
      assertTrue(get(three).ok());
      assertThrows(CancellationException.class, two::get);
      assertEquals(List.of("a: one", "a: three"), nodes.commands());
    }
  }

  @Test
  void a_job_that_is_cancelled_while_it_runs_is_ended() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a")) {
      Future<Result> one = cluster.submit("one");
      FakeCommand command = nodes.awaitStart();

      assertTrue(one.cancel(true));

      assertEquals(Signal.TERM, command.awaitSignal());
      command.end(new Outcome.Signalled("TERM"));
    }
    Result told = events.await(Event.Finished.class, 1).result();
    assertEquals(new Outcome.Cancelled(true), told.outcome());
  }

  @Test
  void a_job_that_is_cancelled_just_before_it_starts_never_starts() throws Exception {
    var nodes = FakeNodes.atOnce();
    var future = new CompletableFuture<Future<Result>>();
    var cancelling =
        options.withListener(
            event -> {
              if (event instanceof Event.Started) {
                future.join().cancel(true);
              }
              events.accept(event);
            });
    try (var cluster = Cluster.connect(Hosts.of("a"), cancelling, nodes, tolerance)) {
      future.complete(cluster.submit("one"));

      Result told = events.await(Event.Finished.class, 1).result();

      assertEquals(new Outcome.Cancelled(true), told.outcome());
      assertEquals(List.of(), nodes.commands());
    }
  }

  @Test
  void close_waits_for_all_that_was_submitted() throws Exception {
    var nodes = FakeNodes.byHand();
    var cluster = connect(nodes, "a");
    Future<Result> one = cluster.submit("one");
    Future<Result> two = cluster.submit("two");
    FakeCommand first = nodes.awaitStart();
    var closing = CompletableFuture.runAsync(cluster::close);

    assertFalse(closing.isDone());
    first.exit(0);
    nodes.awaitStart().exit(0);
    closing.get(30, TimeUnit.SECONDS);

    assertTrue(one.isDone());
    assertTrue(two.isDone());
  }

  @Test
  void nothing_can_be_submitted_after_close() {
    var cluster = connect(FakeNodes.atOnce(), "a");
    cluster.close();

    var e = assertThrows(PegasusException.class, () -> cluster.submit("one"));

    assertTrue(e.getMessage().contains("closed"), e.getMessage());
  }

  @Test
  void closing_twice_is_closing_once() {
    var nodes = FakeNodes.atOnce();
    var cluster = connect(nodes, "a");

    cluster.close();
    cluster.close();

    assertEquals(0, nodes.openSessions());
  }

  @Test
  void a_host_that_cannot_be_reached_is_left_out() throws Exception {
    try (var cluster = connect(FakeNodes.atOnce().unreachable("a"), "a", "b")) {
      assertEquals(new Host("b"), get(cluster.submit("one")).host());
    }
  }

  @Test
  void hosts_that_cannot_be_reached_at_all_are_an_error() {
    var nodes = FakeNodes.atOnce().unreachable("a").unreachable("b");

    assertThrows(Unreachable.class, () -> connect(nodes, "a", "b"));
  }

  @Test
  void a_cluster_needs_a_host() {
    assertThrows(Malformed.class, () -> Cluster.connect(List.of()));
  }

  @Test
  void jobs_end_as_not_run_when_the_last_host_is_gone() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a")) {
      Future<Result> one = cluster.submit("one");
      FakeCommand command = nodes.awaitStart();
      Future<Result> two = cluster.submit("two");
      Future<Result> three = cluster.submit("three");
      nodes.breaking("a").unreachable("a");
      command.exit(0);

      assertTrue(get(one).ok());
      assertInstanceOf(Outcome.NotRun.class, get(two).outcome());
      assertInstanceOf(Outcome.NotRun.class, get(three).outcome());
      assertInstanceOf(Outcome.NotRun.class, get(cluster.submit("four")).outcome());
    }
  }

  @Test
  void a_listener_that_throws_leaves_nobody_waiting() throws Exception {
    var throwing =
        options.withListener(
            event -> {
              if (event instanceof Event.Started) {
                throw new IllegalStateException("the listener's own mistake");
              }
            });
    var cluster = Cluster.connect(Hosts.of("a"), throwing, FakeNodes.atOnce(), tolerance);
    Future<Result> one = cluster.submit("one");
    Future<Result> two = cluster.submit("two");

    assertTrue(get(one).ok());
    assertInstanceOf(Outcome.NotRun.class, get(two).outcome());
    assertThrows(IllegalStateException.class, cluster::close);
  }
}
