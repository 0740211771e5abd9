package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import pegasus.PegasusException.Malformed;
import pegasus.session.Running.Signal;
import pegasus.support.Events;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;

/// The calls of a cluster that wait.
class ClusterCallsTest {
  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events);
  private final Tolerance tolerance = QueueRuns.tolerance(Pauses.none());

  private Cluster connect(FakeNodes nodes, String... hosts) {
    return connect(nodes, options, hosts);
  }

  private Cluster connect(FakeNodes nodes, Options how, String... hosts) {
    return Cluster.connect(Hosts.of(hosts), how, nodes, tolerance);
  }

  @Test
  void a_command_is_run_on_a_free_host_and_waited_for() {
    try (var cluster = connect(FakeNodes.atOnce(), "a")) {
      assertEquals(3, cluster.run("exit 3").status().orElseThrow());
      assertTrue(cluster.run(new Job("echo {{n}}").with("n", 1)).ok());
    }
  }

  @Test
  void a_command_is_run_on_the_host_of_choice() {
    var nodes = FakeNodes.atOnce();
    try (var cluster = connect(nodes, "a", "b", "c")) {
      for (int i = 0; i < 5; i++) {
        assertEquals(new Host("b"), cluster.run(new Host("b"), "one").host());
      }
    }
    assertEquals(Set.of("b: one"), Set.copyOf(nodes.commands()));
  }

  @Test
  void a_future_shows_what_it_is_of_and_how_that_ended() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a")) {
      Future<Result> future = cluster.submit("one");
      FakeCommand one = nodes.awaitStart();
      assertEquals("one: not ended yet", future.toString());
      future.cancel(true);
      assertEquals("one: cancelled", future.toString());
      one.exit(0);
    }
  }

  @Test
  void a_failure_may_be_an_answer_and_no_host_is_left_out_for_it() {
    try (var cluster = connect(FakeNodes.atOnce(), "a", "b")) {
      for (int i = 0; i < 10; i++) {
        assertEquals(1, cluster.run(new Host("a"), "exit 1").status().orElseThrow());
        assertEquals(2, cluster.broadcast("exit 1").failed().size());
      }
      assertEquals(List.of(), cluster.broadcast("exit 0").unreachable());
    }
  }

  @Test
  void a_name_that_a_host_lacks_is_a_mistake_before_anything_runs() {
    var nodes = FakeNodes.atOnce();
    List<Host> hosts = List.of(new Host("a").with("gpu", 0), new Host("b"));
    try (var cluster = Cluster.connect(hosts, options, nodes, tolerance)) {
      var jobs = List.of(new Job("one"), new Job("echo {{gpu}}"));
      for (Executable call :
          List.<Executable>of(
              () -> cluster.run(jobs),
              () -> cluster.run(jobs.getLast()),
              () -> cluster.run(hosts.get(1), jobs.getLast()),
              () -> cluster.broadcast(jobs))) {
        var e = assertThrows(Malformed.class, call);
        assertTrue(e.getMessage().contains("nothing defines `gpu`"), e.getMessage());
      }
      assertEquals(List.of(), nodes.commands());
      assertTrue(cluster.run(hosts.get(0), jobs.getLast()).ok());
    }
  }

  @Test
  void a_host_that_is_busy_is_waited_for() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a", "b")) {
      var first = cluster.submit(new Host("a"), new Job("one"));
      FakeCommand one = nodes.awaitStart();
      var second = cluster.submit(new Host("a"), new Job("two"));
      var other = cluster.submit("three");
      nodes.awaitStart().exit(0);

      assertEquals(new Host("b"), other.get(30, TimeUnit.SECONDS).host());
      assertFalse(second.isDone());
      one.exit(0);
      nodes.awaitStart().exit(0);

      assertTrue(first.get(30, TimeUnit.SECONDS).ok());
      assertEquals(new Host("a"), second.get(30, TimeUnit.SECONDS).host());
    }
  }

  @Test
  void a_host_that_is_not_in_the_cluster_is_a_mistake() {
    try (var cluster = connect(FakeNodes.atOnce(), "a-1", "a-2")) {
      var e = assertThrows(Malformed.class, () -> cluster.run(new Host("b"), "one"));

      assertEquals("b is not among the hosts of this cluster: a-[1-2]", e.getMessage());
    }
  }

  @Test
  void a_job_for_a_host_that_is_out_of_reach_is_not_run() {
    try (var cluster = connect(FakeNodes.atOnce().unreachable("a"), "a", "b")) {
      Result result = cluster.run(new Host("a"), "one");

      assertEquals(new Outcome.NotRun("there is no way to a"), result.outcome());
      assertEquals(new Host("a"), result.host());
    }
  }

  @Test
  void a_job_that_waits_for_a_host_that_goes_away_is_not_run() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a", "b")) {
      var first = cluster.submit(new Host("a"), new Job("one"));
      nodes.awaitStart();
      var second = cluster.submit(new Host("a"), new Job("two"));

      nodes.unreachable("a").cut("a");

      assertInstanceOf(Outcome.Lost.class, first.get(30, TimeUnit.SECONDS).outcome());
      assertInstanceOf(Outcome.NotRun.class, second.get(30, TimeUnit.SECONDS).outcome());
    }
  }

  @Test
  void a_job_for_one_host_is_not_retried_on_another() {
    var nodes = FakeNodes.atOnce();
    try (var cluster = connect(nodes, options.withRetries(2), "a", "b")) {
      assertEquals(3, cluster.run(new Host("b"), "exit 3").status().orElseThrow());
    }
    assertEquals(List.of("b: exit 3"), nodes.commands());
  }

  @Test
  void results_of_several_jobs_come_in_the_order_of_the_jobs() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a", "b")) {
      var jobs = Stream.of("one", "two", "three").map(Job::new).toList();
      var report = CompletableFuture.supplyAsync(() -> cluster.run(jobs));
      FakeCommand one = nodes.awaitStart();
      nodes.awaitStart().exit(2);
      nodes.awaitStart().exit(3);
      one.exit(1);

      Report done = report.get(30, TimeUnit.SECONDS);

      assertEquals(jobs, done.results().stream().map(Result::job).toList());
      assertEquals(3, done.failed().size());
    }
  }

  @Test
  void the_next_job_is_asked_for_when_a_host_is_free_for_it_and_knows_all_results() {
    var asked = new AtomicInteger();
    var told = new ArrayList<Integer>();
    var most = new AtomicInteger();
    Stream<Job> jobs =
        Stream.generate(
                () -> {
                  most.accumulateAndGet(asked.incrementAndGet() - told.size(), Math::max);
                  return new Job("exit " + asked.get());
                })
            .limit(20);
    try (var cluster = connect(FakeNodes.atOnce(), "a", "b", "c")) {
      Report report = cluster.run(jobs, result -> told.add(result.status().orElseThrow()));

      assertEquals(20, report.results().size());
      assertEquals(
          told, report.results().stream().map(result -> result.status().orElseThrow()).toList());
      assertEquals(20, told.stream().distinct().count());
      assertEquals(3, most.get(), "as many as there are hosts, and no more");
    }
  }

  @Test
  void a_listener_that_throws_ends_what_runs() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a", "b")) {
      Consumer<Result> broken =
          _ -> {
            throw new IllegalStateException("enough");
          };
      var run =
          CompletableFuture.runAsync(
              () -> cluster.run(Stream.of(new Job("one"), new Job("two")), broken));
      FakeCommand one = nodes.awaitStart();
      FakeCommand two = nodes.awaitStart();

      one.exit(0);

      assertEquals(Signal.TERM, two.awaitSignal());
      two.end(new Outcome.Signalled("TERM"));
      var e = assertThrows(Exception.class, () -> run.get(30, TimeUnit.SECONDS));
      assertEquals("enough", e.getCause().getMessage());
    }
  }

  @Test
  void a_broadcast_runs_each_command_on_every_host_in_step() {
    var nodes = FakeNodes.atOnce();
    try (var cluster = connect(nodes, "a", "b", "b")) {
      Report report = cluster.broadcast("one", "two");

      assertEquals(6, report.results().size());
      assertEquals(
          List.of("a", "b", "b"),
          report.of(new Job("one")).stream().map(r -> r.host().label()).toList());
    }
    assertEquals(
        Set.of("a: one", "b: one"), nodes.commands().stream().limit(3).collect(Collectors.toSet()));
  }

  @Test
  void a_broadcast_stops_at_a_failure_if_that_is_wished() {
    var nodes = FakeNodes.atOnce();
    try (var cluster = connect(nodes, options.withErrorAborts(true), "a")) {
      Report report = cluster.broadcast("one", "exit 3", "two");

      assertFalse(report.complete());
      assertThrows(PegasusException.Failed.class, report::orThrow);
    }
    assertEquals(List.of("a: one", "a: exit 3"), nodes.commands());
  }

  @Test
  void a_broadcast_does_without_hosts_that_are_out_of_reach_and_says_so() {
    try (var cluster = connect(FakeNodes.atOnce().unreachable("a"), "a", "b")) {
      Report report = cluster.broadcast("one");

      assertEquals(List.of(new Host("a")), report.unreachable());
      assertEquals(Set.of(new Host("a")), report.reasons().keySet());
      assertEquals(List.of(false, true), report.results().stream().map(Result::ok).toList());
    }
  }

  @Test
  void a_call_may_have_a_time_limit_of_its_own() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a")) {
      var late =
          CompletableFuture.supplyAsync(() -> cluster.within(Duration.ofMillis(50)).run("one"));
      FakeCommand one = nodes.awaitStart();
      assertEquals(Signal.TERM, one.awaitSignal());
      one.end(new Outcome.Signalled("TERM"));

      assertEquals(new Outcome.TimedOut(true), late.get(30, TimeUnit.SECONDS).outcome());
      assertThrows(Malformed.class, () -> cluster.within(Duration.ZERO));
    }
  }

  @Test
  void an_interrupted_call_ends_its_commands_and_no_others() throws Exception {
    var nodes = FakeNodes.byHand();
    try (var cluster = connect(nodes, "a", "b")) {
      var other = cluster.submit("other");
      FakeCommand others = nodes.awaitStart();
      var failure = new CompletableFuture<Throwable>();
      Thread calling =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      cluster.run("mine");
                    } catch (PegasusException e) {
                      failure.complete(e);
                    }
                  });
      FakeCommand mine = nodes.awaitStart();

      calling.interrupt();

      assertEquals(Signal.TERM, mine.awaitSignal());
      mine.end(new Outcome.Signalled("TERM"));
      assertTrue(failure.get(30, TimeUnit.SECONDS).getMessage().startsWith("interrupted"));
      others.exit(0);
      assertTrue(other.get(30, TimeUnit.SECONDS).ok());
    }
  }

  @Test
  void it_is_shown_by_its_hosts() {
    try (var cluster = connect(FakeNodes.atOnce(), "a-1", "a-2")) {
      assertEquals("cluster of a-[1-2]", cluster.toString());
    }
  }
}
