package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Event.Source;
import pegasus.PegasusException.Malformed;
import pegasus.session.Running.Signal;
import pegasus.store.QueueLock;
import pegasus.support.Events;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

class QueueRunTest {
  @TempDir Path temp;

  private final Events events = new Events();
  private final Options options = Options.defaults().withListener(events);

  private QueueFolder queue(String... commands) {
    return new QueueFolder(temp).with(yaml(commands));
  }

  private static String yaml(String... commands) {
    return List.of(commands).stream().map(c -> "- " + c + "\n").collect(Collectors.joining());
  }

  private Run start(QueueFolder folder, FakeNodes nodes, String... hosts) {
    return start(folder, nodes, options, hosts);
  }

  private static Run start(QueueFolder folder, FakeNodes nodes, Options options, String... hosts) {
    return QueueRuns.start(folder, nodes, options, Pauses.endless(), hosts);
  }

  @Test
  void each_job_runs_once_and_is_taken_in_order() {
    var commands = IntStream.range(0, 50).mapToObj(i -> "job " + i).toArray(String[]::new);
    var folder = queue(commands);
    var nodes = FakeNodes.atOnce();

    Report report = start(folder, nodes, "a", "b", "c").await();

    assertTrue(report.ok());
    var ran = nodes.commands().stream().map(line -> line.substring(3)).toList();
    assertEquals(50, ran.size());
    assertEquals(Set.of(commands), Set.copyOf(ran));
    assertEquals("", folder.queueText());
    assertEquals(
        List.of(commands),
        folder
            .consumedText()
            .lines()
            .filter(line -> line.contains("job"))
            .map(line -> line.strip().substring(2))
            .toList());
  }

  @Test
  void the_points_of_a_grid_run_in_the_written_order() {
    var folder =
        new QueueFolder(temp)
            .with("- command: train {{lr}} {{bs}}\n  lr: [1e-3, 0.10]\n  bs: [8, 16]\n");
    var nodes = FakeNodes.atOnce();

    start(folder, nodes, "a").await();

    assertEquals(
        List.of("a: train 1e-3 8", "a: train 1e-3 16", "a: train 0.10 8", "a: train 0.10 16"),
        nodes.commands());
  }

  @Test
  void an_unreachable_host_is_left_out_and_the_others_go_on() {
    var nodes = FakeNodes.atOnce().unreachable("a");

    Report report = start(queue("one", "two"), nodes, "a", "b").await();

    assertTrue(report.ok());
    assertEquals(Hosts.of("a"), report.unreachable());
    assertEquals(List.of("b: one", "b: two"), nodes.commands());
    assertEquals("no way to a", events.all(Event.Unreachable.class).getFirst().reason());
  }

  @Test
  void nothing_is_taken_when_no_host_can_be_reached() {
    var folder = queue("one");

    Report report =
        start(folder, FakeNodes.atOnce().unreachable("a").unreachable("b"), "a", "b").await();

    assertFalse(report.ok());
    assertEquals(2, report.unreachable().size());
    assertEquals("- one\n", folder.queueText());
    assertEquals("", folder.consumedText());
  }

  @Test
  void a_daemon_ends_when_no_host_can_be_reached() {
    Report report =
        start(queue("one"), FakeNodes.atOnce().unreachable("a"), options.withDaemon(true), "a")
            .await();

    assertEquals(Hosts.of("a"), report.unreachable());
  }

  @Test
  void nothing_is_taken_before_a_host_is_free() throws Exception {
    var folder = queue("one", "two");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a");

    FakeCommand one = nodes.awaitStart();
    assertEquals("- two\n", folder.queueText());
    one.exit(0);
    nodes.awaitStart().exit(0);

    assertTrue(run.await().ok());
  }

  @Test
  void a_run_does_not_wait_for_a_host_that_is_still_being_connected() {
    Report report = start(queue("one"), FakeNodes.atOnce().hanging("a"), "a", "b").await();

    assertTrue(report.ok());
    assertEquals(1, report.results().size());
  }

  @Test
  void connections_are_closed_at_the_end() {
    var nodes = FakeNodes.atOnce();

    start(queue("one", "two"), nodes, "a", "b", "c").await();

    assertEquals(0, nodes.openSessions());
  }

  @Test
  void stop_takes_no_more_jobs_and_lets_running_ones_end() throws Exception {
    var folder = queue("one", "two");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a");
    FakeCommand one = nodes.awaitStart();

    run.stop();
    one.exit(0);
    Report report = run.await();

    assertFalse(report.complete());
    assertTrue(report.results().getFirst().ok());
    assertEquals("- two\n", folder.queueText());
  }

  @Test
  void from_the_return_of_stop_on_the_queue_does_not_change() throws Exception {
    var folder = queue(IntStream.range(0, 500).mapToObj(i -> "job " + i).toArray(String[]::new));
    var nodes = FakeNodes.atOnce();
    Run run = start(folder, nodes, "a", "b", "c", "d");
    for (int i = 0; i < 20; i++) {
      nodes.awaitStart();
    }

    run.stop();
    String queue = folder.queueText();
    String consumed = folder.consumedText();
    Report report = run.await();

    assertEquals(queue, folder.queueText());
    assertEquals(consumed, folder.consumedText());
    assertFalse(report.complete());
    // Every job that was taken has run.
    assertEquals(500 - queue.lines().count(), report.results().size());
    assertTrue(report.failed().isEmpty());
  }

  @Test
  void stop_ends_the_wait_for_the_lock() throws Exception {
    var folder = queue("one");
    var lock = new QueueLock(folder.queue().toRealPath(), "an editor");
    try (var _ = lock.acquire(() -> false, _ -> {}).orElseThrow()) {
      Run run = start(folder, FakeNodes.atOnce(), "a");
      String notice = events.await(Event.Notice.class, 1).text();

      run.stop();

      assertTrue(run.await().results().isEmpty());
      assertTrue(notice.contains("an editor, process " + ProcessHandle.current().pid()), notice);
    }
    assertEquals("- one\n", folder.queueText());
  }

  @Test
  void cancel_ends_running_commands() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start(queue("one"), nodes, "a");
    FakeCommand one = nodes.awaitStart();

    run.cancel();
    assertEquals(Signal.TERM, one.awaitSignal());
    one.end(new Outcome.Signalled("TERM"));

    assertEquals(new Outcome.Cancelled(true), run.await().results().getFirst().outcome());
  }

  @Test
  void a_command_that_does_not_heed_the_request_to_end_is_killed() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start(queue("one"), nodes, "a");
    FakeCommand one = nodes.awaitStart();

    run.cancel();
    assertEquals(Signal.TERM, one.awaitSignal());
    assertEquals(Signal.KILL, one.awaitSignal());
    one.end(new Outcome.Lost("no answer"));

    assertEquals(new Outcome.Cancelled(false), run.await().results().getFirst().outcome());
  }

  @Test
  void a_thread_that_is_interrupted_while_it_waits_ends_the_commands() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start(queue("one"), nodes, "a");
    FakeCommand one = nodes.awaitStart();

    var ending =
        CompletableFuture.supplyAsync(
            () -> {
              Thread.currentThread().interrupt();
              var e = assertThrows(PegasusException.class, run::await);
              assertTrue(Thread.interrupted());
              return e.getMessage();
            });

    assertEquals(Signal.TERM, one.awaitSignal());
    assertFalse(ending.isDone(), "it waits until they are gone");
    one.end(new Outcome.Signalled("TERM"));
    String message = ending.get(30, TimeUnit.SECONDS);
    assertTrue(message.startsWith("interrupted"), message);
    assertEquals(1, run.await().failed().size());
  }

  @Test
  void an_entry_added_while_another_host_works_starts_on_the_free_one() throws Exception {
    var folder = queue("one");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a", "b");
    FakeCommand one = nodes.awaitStart();

    folder.with("- two\n");
    FakeCommand two = nodes.awaitStart();
    assertFalse(one.host().equals(two.host()));
    one.exit(0);
    two.exit(0);

    assertEquals(2, run.await().results().size());
  }

  @Test
  void a_daemon_waits_for_more() throws Exception {
    var folder = queue("one");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, options.withDaemon(true), "a");
    nodes.awaitStart().exit(0);
    events.await(Event.Finished.class, 1);

    folder.with("- two\n");
    nodes.awaitStart().exit(0);
    events.await(Event.Finished.class, 2);
    run.stop();

    Report report = run.await();
    assertEquals(2, report.results().size());
    assertTrue(report.complete(), "nothing is left");
  }

  @Test
  void a_queue_that_becomes_malformed_is_told_once_and_waited_for() throws Exception {
    var folder = queue("one", "two");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a", "b", "c");
    FakeCommand one = nodes.awaitStart();
    FakeCommand two = nodes.awaitStart();

    folder.with("- 'three\n");
    String notice = events.await(Event.Notice.class, 1).text();
    one.exit(0);
    two.exit(0);
    events.await(Event.Finished.class, 2);
    folder.with("- three\n");
    nodes.awaitStart().exit(0);

    assertEquals(3, run.await().results().size());
    assertEquals(List.of(notice), events.notices());
    assertTrue(notice.contains("queue.yaml:1:3: "), notice);
    assertTrue(notice.endsWith("; waiting until it is mended"), notice);
  }

  @Test
  void the_same_mistake_made_again_is_told_again() throws Exception {
    var folder = queue("one");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a", "b");
    FakeCommand one = nodes.awaitStart();

    folder.with("- 'three\n");
    String notice = events.await(Event.Notice.class, 1).text();
    folder.with("- three\n");
    FakeCommand three = nodes.awaitStart();
    folder.with("- 'three\n");
    three.exit(0);
    assertEquals(notice, events.await(Event.Notice.class, 2).text());

    run.stop();
    one.exit(0);
    run.await();
  }

  @Test
  void a_queue_that_is_deleted_while_it_runs_is_waited_for() throws Exception {
    var folder = queue("one");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a");
    FakeCommand one = nodes.awaitStart();

    Files.delete(folder.queue());
    one.exit(0);
    String notice = events.await(Event.Notice.class, 1).text();
    folder.with("- two\n");
    nodes.awaitStart().exit(0);

    assertEquals(2, run.await().results().size());
    assertTrue(notice.contains("there is no such file"), notice);
  }

  @Test
  void a_queue_that_is_malformed_at_the_start_is_an_error() {
    var folder = new QueueFolder(temp).with("- one\n- 'two\n");
    var nodes = FakeNodes.atOnce();

    var e = assertThrows(Malformed.class, () -> start(folder, nodes, "a").await());

    assertTrue(e.getMessage().contains("queue.yaml:2:3: "), e.getMessage());
    assertEquals("- one\n- 'two\n", folder.queueText());
    assertEquals(List.of(), nodes.log());
  }

  @Test
  void an_undefined_name_at_the_start_is_an_error_that_says_where() {
    var folder = new QueueFolder(temp).with("- one\n- command: run {{nam}}\n  name: x\n");

    var e = assertThrows(Malformed.class, () -> start(folder, FakeNodes.atOnce(), "a").await());

    assertTrue(e.getMessage().contains("queue.yaml:2:12: "), e.getMessage());
    assertTrue(e.getMessage().contains("nam"), e.getMessage());
    assertEquals("", folder.consumedText());
  }

  @Test
  void an_undefined_name_in_an_entry_added_later_is_told_and_waited_for() throws Exception {
    var folder = queue("one");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a");
    FakeCommand one = nodes.awaitStart();

    folder.with("- run {{nam}}\n");
    one.exit(0);
    String notice = events.await(Event.Notice.class, 1).text();
    assertTrue(notice.contains("queue.yaml:1:3: "), notice);
    assertFalse(folder.consumedText().contains("nam"));
    folder.with("- run it\n");
    nodes.awaitStart().exit(0);

    assertTrue(run.await().ok());
  }

  @Test
  void a_template_that_fails_for_one_value_only_does_not_end_the_run() {
    var folder =
        new QueueFolder(temp)
            .with(
                """
                - command: echo {{json_str_query 'a' v}}
                  v: ['{"a": 1}', '{', '{"a": 2}']
                """);
    var nodes = FakeNodes.atOnce();

    Report report = start(folder, nodes, "a").await();

    assertTrue(report.complete());
    assertEquals(List.of("a: echo 1", "a: echo 2"), nodes.commands());
    Result failed = report.failed().getFirst();
    assertInstanceOf(Outcome.NotRun.class, failed.outcome());
    assertEquals("{", failed.job().parameters().get("v"));
    assertTrue(folder.journalLines().stream().anyMatch(line -> line.contains("\"not run\"")));
  }

  @Test
  void a_session_that_breaks_before_a_command_starts_is_opened_again() {
    var nodes = FakeNodes.atOnce().breaking("a");

    assertTrue(start(queue("one"), nodes, "a").await().ok());

    assertEquals(List.of("connect a", "connect a", "a: one"), nodes.log());
    assertEquals(0, nodes.openSessions());
  }

  @Test
  void a_job_whose_host_is_gone_runs_on_another() throws Exception {
    var folder = queue("one", "two", "three");
    var nodes = FakeNodes.byHand();
    Run run = start(folder, nodes, "a", "b");
    FakeCommand first = nodes.awaitStart();
    FakeCommand second = nodes.awaitStart();

    String gone = first.host().hostname();
    nodes.breaking(gone).unreachable(gone);
    first.exit(0);
    events.await(Event.Unreachable.class, 1);
    second.exit(0);
    FakeCommand third = nodes.awaitStart();
    third.exit(0);
    Report report = run.await();

    assertEquals(second.host(), third.host());
    assertTrue(report.ok());
    assertEquals(3, report.results().size());
    assertEquals(Hosts.of(gone), report.unreachable());
    assertEquals("", folder.queueText());
  }

  @Test
  void a_job_that_no_host_could_start_is_back_at_the_top() throws Exception {
    var folder = new QueueFolder(temp).with("- one\n# the next\n- two\n- three\n");
    var nodes = FakeNodes.byHand();
    Run run = QueueRuns.start(folder, nodes, options, Pauses.none(), "a");
    FakeCommand one = nodes.awaitStart();

    nodes.breaking("a").unreachable("a");
    one.exit(0);
    Report report = run.await();

    assertFalse(report.complete());
    assertEquals(Hosts.of("a"), report.unreachable());
    assertEquals(1, report.results().size());
    var left = Queue.open(folder.queue());
    assertEquals("two", left.pop().orElseThrow().command());
    assertEquals("three", left.pop().orElseThrow().command());
  }

  @Test
  void a_job_goes_back_as_soon_as_the_queue_is_mended() throws Exception {
    var folder = queue("one", "two");
    var nodes = FakeNodes.byHand();
    Options mending = on("two", () -> folder.with("- 'three\n"));
    Run run = QueueRuns.start(folder, nodes, mending, Pauses.none(), "a");
    FakeCommand one = nodes.awaitStart();
    nodes.breaking("a").unreachable("a");
    one.exit(0);

    events.await(Event.Notice.class, 1);
    folder.with("- three\n");
    run.await();

    var left = Queue.open(folder.queue());
    assertEquals("two", left.pop().orElseThrow().command());
    assertEquals("three", left.pop().orElseThrow().command());
  }

  @Test
  void a_job_that_could_not_start_is_not_put_back_after_a_stop() throws Exception {
    var folder = queue("one", "two", "three");
    var nodes = FakeNodes.byHand();
    var run = new CompletableFuture<Run>();
    run.complete(start(folder, nodes, on("two", () -> run.join().stop()), "a"));
    FakeCommand one = nodes.awaitStart();
    nodes.breaking("a").unreachable("a");
    one.exit(0);

    Report report = run.join().await();

    assertEquals("- three\n", folder.queueText());
    assertEquals(new Outcome.NotRun("no way to a"), report.failed().getFirst().outcome());
    assertEquals(new Job("two"), report.failed().getFirst().job());
  }

  @Test
  void a_command_that_is_about_to_start_when_all_are_ended_never_starts() {
    var nodes = FakeNodes.atOnce();
    var run = new CompletableFuture<Run>();
    run.complete(start(queue("one"), nodes, on("one", () -> run.join().cancel()), "a"));

    Report report = run.join().await();

    assertEquals(new Outcome.Cancelled(true), report.results().getFirst().outcome());
    assertEquals(List.of(), nodes.commands());
  }

  /// Options with a listener that does `deed` when `command` is about to be sent.
  private Options on(String command, Runnable deed) {
    return options.withListener(
        event -> {
          if (event instanceof Event.Started started && started.command().equals(command)) {
            deed.run();
          }
          events.accept(event);
        });
  }

  @Test
  void a_command_lost_on_the_way_is_a_result_and_not_run_again() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start(queue("one"), nodes, "a");

    nodes.awaitStart().end(new Outcome.Lost("the connection broke"));
    Report report = run.await();

    assertTrue(report.complete());
    assertEquals(new Outcome.Lost("the connection broke"), report.failed().getFirst().outcome());
    assertEquals(List.of("a: one"), nodes.commands());
  }

  @Test
  void the_report_keeps_all_of_what_failed_and_of_the_rest_if_wished() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start(queue("one", "two"), nodes, options.withDetailsOfSuccesses(false), "a");
    for (int status : List.of(0, 1)) {
      FakeCommand command = nodes.awaitStart();
      command.print(Source.STDOUT, "out\n");
      command.exit(status);
    }

    List<Result> results = run.await().results();

    assertEquals(List.of("", "out\n"), results.stream().map(Result::stdout).toList());
    assertEquals(List.of("", "two"), results.stream().map(Result::command).toList());
    assertEquals(List.of(true, false), results.stream().map(Result::ok).toList());
    assertEquals(
        List.of("out\n", "out\n"),
        events.all(Event.Finished.class).stream().map(e -> e.result().stdout()).toList());
  }

  @Test
  void results_keep_the_end_of_the_output() throws Exception {
    var nodes = FakeNodes.byHand();
    Run run = start(queue("one"), nodes, options.withCapture(4), "a");
    FakeCommand one = nodes.awaitStart();

    one.print(Source.STDOUT, "first\nend\n");
    one.print(Source.STDERR, "bad");
    one.exit(1);
    Result result = run.await().results().getFirst();

    assertEquals("end\n", result.stdout());
    assertEquals("bad", result.stderr());
    assertEquals(
        Set.of("first\nend\n", "bad\n"),
        events.all(Event.Output.class).stream()
            .map(Event.Output::text)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void a_listener_that_throws_ends_the_run_once_its_commands_have_ended() throws Exception {
    var folder = queue("one", "two");
    var nodes = FakeNodes.byHand();
    var throwing =
        options.withListener(
            event -> {
              if (event instanceof Event.Output) {
                throw new IllegalStateException("the listener's own mistake");
              }
            });
    Run run = start(folder, nodes, throwing, "a");
    FakeCommand one = nodes.awaitStart();

    one.print(Source.STDOUT, "hi\n");
    one.exit(0);

    var e = assertThrows(IllegalStateException.class, run::await);
    assertEquals("the listener's own mistake", e.getMessage());
    assertEquals("- two\n", folder.queueText());
    assertTrue(folder.journalLines().getLast().contains("\"exited\""));
  }

  @Test
  void a_run_needs_a_host() {
    assertThrows(Malformed.class, () -> Queue.of("one").run(List.of()));
  }
}
