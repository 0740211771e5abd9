package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.PegasusException.Malformed;
import pegasus.store.QueueLock;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;
import pegasus.support.QueueFolder;

/// Jobs come into a queue, and are looked at there.
class QueuePushTest {
  private static final Hosts HOSTS = Hosts.of("a");
  private static final List<Job> JOBS =
      List.of(new Job("echo {{ n }}").with("n", 1), new Job("echo two"));

  @TempDir private Path temp;
  private QueueFolder folder;

  @BeforeEach
  void folder() {
    folder = new QueueFolder(temp);
  }

  private Queue queue(String text) {
    return Queue.open(folder.with(text).queue());
  }

  @Test
  void what_is_pushed_stands_at_the_end_and_all_else_stays() {
    Queue queue = queue("# mine\n- echo {{ x }} # here\n\n# below");

    queue.push(JOBS.subList(1, 2));

    assertEquals(
        "# mine\n- echo {{ x }} # here\n\n# below\n- command:\n    - echo two\n",
        folder.queueText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing here",
        "[]",
        "- echo one",
        "  - echo one\n",
        "[echo one]",
        "- &a echo one\n- *a\n",
        "- |\n  echo one\n",
        "---\n- echo one\n...\n",
      })
  void every_queue_takes_more(String text) {
    Queue queue = queue(text);
    List<Job> before = queue.jobs();

    queue.push(JOBS);

    List<Job> after = queue.jobs();
    assertEquals(JOBS, after.subList(before.size(), after.size()));
    assertEquals(
        before.stream().map(job -> job.command().strip()).toList(),
        after.subList(0, before.size()).stream().map(job -> job.command().strip()).toList());
  }

  /// Where the file ends in the middle of one, its last line break is not there.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- |\n  l1\n\n  l2",
        "- first\n- command: c\n  x:\n  - |\n    l1\n    l2",
        "- 'c'"
      })
  void what_is_added_changes_nothing_of_what_is_there(String text) {
    Queue queue = queue(text);
    List<Job> before = queue.jobs();

    queue.push(JOBS);

    assertEquals(before, queue.jobs().subList(0, before.size()));
    assertEquals(before.size() + JOBS.size(), queue.size());
  }

  @Test
  void a_queue_that_is_not_there_is_made_for_its_owner() throws Exception {
    Queue queue = Queue.openOrCreate(folder.queue());

    queue.push(JOBS);

    assertEquals(JOBS, queue.jobs());
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.queue())));
    assertEquals(2, Queue.openOrCreate(folder.queue()).size(), "one that is there stays");
  }

  @Test
  void a_queue_with_a_mistake_takes_nothing() {
    Queue queue = queue("- echo one\nnonsense");

    assertThrows(Malformed.class, () -> queue.push(JOBS));

    assertEquals("- echo one\nnonsense", folder.queueText());
  }

  @Test
  void looking_takes_nothing_and_does_not_wait_for_the_lock() throws Exception {
    Queue queue = queue("- echo one\n- command: echo {{ n }}\n  n: [1, 2, 3]\n");
    var lock = new QueueLock(folder.queue(), "a test");
    try (QueueLock.Held _ = lock.acquire(() -> false, _ -> {}).orElseThrow()) {
      // On another thread: that this one holds it already would be another matter.
      CompletableFuture.runAsync(() -> look(queue)).get(30, TimeUnit.SECONDS);
    }
    assertEquals("- echo one\n- command: echo {{ n }}\n  n: [1, 2, 3]\n", folder.queueText());
  }

  private static void look(Queue queue) {
    assertEquals(4, queue.size());
    assertEquals("3", queue.jobs().getLast().value("n").orElseThrow());
    assertEquals(List.of(), queue.running());
    assertEquals(4, queue.preview(HOSTS).lines().size());
  }

  @Test
  void a_preview_shows_what_would_run_where() {
    Queue queue = Queue.of(List.of(new Job("run {{ gpu }}"), new Job("run on any")));

    Preview preview = queue.preview(Hosts.parse("- {hostname: [a-1, a-2], gpu: [0, 1]}"));

    assertEquals(
        """
        2 jobs
        JOB  HOST                 COMMAND
        1    a-[1-2] (gpu=0)      run 0
        1    a-[1-2] (gpu=1)      run 1
        2    a-[1-2] (gpu=[0-1])  run on any\
        """,
        preview.toString());
    assertEquals("nothing would run", Queue.of().preview(HOSTS).toString());
  }

  @Test
  void a_preview_of_millions_of_jobs_makes_a_hundred_of_them() {
    String digits = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    String million =
        "- {command: 'echo {{a}}', a: %1$s, b: %1$s, c: %1$s, d: %1$s, e: %1$s, f: %1$s}\n"
            .formatted(digits);

    Preview preview = queue(million.repeat(2_200)).preview(HOSTS);

    assertEquals(100, preview.lines().size());
    assertEquals(2_200_000_000L - 100, preview.more());
  }

  @Test
  void a_preview_shows_a_hundred_jobs_and_counts_the_rest() {
    Queue queue = queue("- command: echo {{ n }}\n  n: [" + "x,".repeat(150) + "]\n");

    Preview preview = queue.preview(HOSTS);

    assertEquals(100, preview.lines().size());
    assertEquals(50, preview.more());
    assertTrue(preview.toString().startsWith("150 jobs, the first 100\n"), preview.toString());
  }

  @Test
  void a_preview_finds_the_place_of_a_mistake() {
    Queue queue = queue("- echo one\n- echo {{ nam }}\n");

    var e = assertThrows(Malformed.class, () -> queue.preview(HOSTS));

    assertTrue(e.getMessage().contains("queue.yaml:2:3: "), e.getMessage());
  }

  @Test
  void a_run_takes_up_what_is_pushed() throws Exception {
    var nodes = FakeNodes.byHand();
    Queue memory = Queue.of("one");
    for (Queue queue : List.of(queue("- one\n"), memory)) {
      Run run = queue.start(Hosts.of("a", "b"), Options.defaults(), nodes);
      FakeCommand one = nodes.awaitStart();

      queue.push(List.of(new Job("two")));

      nodes.awaitStart().exit(0); // on the other host, while the first is busy
      one.exit(0);
      assertEquals(2, run.await().orThrow().results().size());
    }
  }

  @Test
  void what_runs_is_seen_from_outside() throws Exception {
    var nodes = FakeNodes.byHand();
    Queue queue = queue("- one\n- two\n");
    Run run = queue.start(HOSTS, Options.defaults(), nodes);
    FakeCommand one = nodes.awaitStart();
    Queue other = Queue.open(folder.queue());

    List<Run.Command> running = other.running();

    assertEquals(List.of("one"), running.stream().map(Run.Command::command).toList());
    assertEquals(new Host("a"), running.getFirst().host());
    assertEquals(List.of(false), other.past().stream().map(Past::over).toList());
    one.exit(0);
    nodes.awaitStart().exit(3);
    run.await();
    assertEquals(List.of(), other.running());
    assertEquals(List.of("two"), other.retryable().stream().map(Past::command).toList());
    assertEquals(new Outcome.Exited(3), other.past().getLast().outcome().orElseThrow());
  }

  @Test
  void a_thread_that_waits_for_the_lock_can_be_interrupted() throws Exception {
    Queue queue = queue("- one\n");
    var failure = new CompletableFuture<Throwable>();
    var lock = new QueueLock(folder.queue(), "a test");
    try (QueueLock.Held _ = lock.acquire(() -> false, _ -> {}).orElseThrow()) {
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      queue.push(JOBS);
                    } catch (PegasusException e) {
                      failure.complete(e);
                    }
                  });
      waiting.interrupt();

      String message = failure.get(30, TimeUnit.SECONDS).getMessage();

      assertTrue(message.contains("interrupted"), message);
    }
    assertEquals("- one\n", folder.queueText());
  }
}
