package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.PegasusException.Malformed;
import pegasus.store.Ledger;
import pegasus.store.StoreException;
import pegasus.support.ChildJvm;
import pegasus.support.Events;
import pegasus.support.JobTaker;
import pegasus.support.Program;
import pegasus.support.QueueFolder;
import pegasus.support.Straggler;

class FileQueueTest {
  private static final Path FILES = Path.of("/proc/self/fd");

  @TempDir Path temp;

  private QueueFolder queue(String text) {
    return new QueueFolder(temp).with(text);
  }

  private static String jobs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "- job " + i + "\n")
        .collect(Collectors.joining());
  }

  private static Optional<String> pop(Queue queue) {
    return queue.pop().map(Job::command);
  }

  @Test
  void a_job_that_is_taken_moves_from_the_queue_to_consumed() {
    var folder = queue("# mine\n- one   # first\n\n- command: two {{n}}\n  n: [1, 2]\n# end\n");
    var queue = Queue.open(folder.queue());

    assertEquals(Optional.of("one"), pop(queue));

    assertEquals("# mine\n\n- command: two {{n}}\n  n: [1, 2]\n# end\n", folder.queueText());
    assertEquals("- command:\n    - one\n", folder.consumedText());
  }

  @Test
  void the_past_is_told_to_whoever_may_not_lock_the_queue() throws IOException {
    var folder = queue("- one\n");
    var queue = new FileQueue(folder.queue(), Clock.systemUTC());
    queue.take(FileQueueTest::assigned, new Gate(), _ -> {});
    Files.delete(temp.resolve(".queue.yaml.lock"));
    Files.createDirectory(temp.resolve(".queue.yaml.lock")); // which nobody can open

    var reader = Queue.open(folder.queue());

    assertEquals(List.of("one"), reader.past().stream().map(Past::command).toList());
    assertEquals(List.of("one"), reader.running().stream().map(Run.Command::command).toList());
  }

  /// A disk that was full has room again.
  @Test
  void how_a_job_ended_is_written_down_as_soon_as_it_can_be() throws IOException {
    var folder = queue("- one\n- two\n- three\n");
    var queue = new FileQueue(folder.queue(), Clock.systemUTC());
    var run = queue.begin(List.of(DyingQueue.HOST), new Gate(), _ -> {}, () -> {});
    var jobs = Stream.generate(() -> assignment(queue)).limit(3).toList();
    Path away = Files.move(folder.journal(), temp.resolve("away"));
    Files.createDirectory(folder.journal());

    assertThrows(StoreException.class, () -> queue.ended(failed(jobs.get(0))));
    assertThrows(StoreException.class, () -> queue.ended(failed(jobs.get(1))));
    Files.delete(folder.journal());
    Files.move(away, folder.journal());
    queue.ended(failed(jobs.get(2)));
    assertEquals(6, folder.journalLines().size());
    run.close();

    assertTrue(folder.files().stream().noneMatch(name -> name.contains(".run-")), "no mark");
    assertTrue(queue.past().stream().allMatch(Past::over));
  }

  private static Assignment assignment(FileQueue queue) {
    return queue.take(FileQueueTest::assigned, new Gate(), _ -> {}).orElseThrow().getFirst();
  }

  private static Result failed(Assignment assignment) {
    return Result.of(assignment, new Outcome.Exited(3));
  }

  @Test
  void a_queue_that_is_not_being_run_keeps_no_file_open() throws IOException {
    assumeTrue(Files.isDirectory(FILES));
    for (int i = 0; i < 3; i++) {
      assertEquals(Optional.of("one"), pop(Queue.open(queue("- one\n").queue())));
    }
    try (Stream<Path> open = Files.list(FILES)) {
      assertEquals(List.of(), open.filter(this::isOurs).toList());
    }
  }

  private boolean isOurs(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(temp.toRealPath());
    } catch (IOException e) {
      return false; // closed since
    }
  }

  @Test
  void an_edit_between_two_takes_is_seen() {
    var folder = queue("- one\n- two\n");
    var queue = Queue.open(folder.queue());
    assertEquals(Optional.of("one"), pop(queue));

    folder.with("- other\n- two\n");

    assertEquals(Optional.of("other"), pop(queue));
    assertEquals(Optional.of("two"), pop(queue));
    assertEquals(Optional.empty(), pop(queue));
  }

  @Test
  void what_is_added_without_the_lock_while_the_queue_changes_is_kept() throws Exception {
    for (long longFrom : List.of(Long.MAX_VALUE, 1L)) {
      var folder = queue("- one\n- two\n- three\n");
      var added = new TreeSet<String>();
      var queue =
          new FileQueue(
              folder.queue(),
              Clock.systemUTC(),
              step -> addOnce(folder, added, step),
              DyingQueue.large(longFrom));
      queue.begin(List.of(DyingQueue.HOST), new Gate(), _ -> {}, () -> {});

      var taken = new ArrayList<String>();
      for (var job = take(queue); job.isPresent(); job = take(queue)) {
        taken.add(job.get());
        queue.tidy();
      }

      assertTrue(added.size() >= 4, added::toString);
      var expected = new ArrayList<>(List.of("one", "two", "three"));
      expected.addAll(added);
      Collections.sort(expected);
      Collections.sort(taken);
      assertEquals(expected, taken);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write the new queue",
        "write the undo",
        "append to the journal",
        "append to consumed.yaml",
        "replace the queue"
      })
  void what_is_edited_without_the_lock_while_the_queue_changes_is_kept(String at) {
    var folder = queue("- one\n- two\n- three\n");
    var once = new AtomicBoolean();
    Ledger.Steps steps =
        step -> {
          if (step.equals(at) && !once.getAndSet(true)) {
            folder.with("- one\n- two\n- drei\n");
          }
        };
    var queue =
        new FileQueue(folder.queue(), Clock.systemUTC(), steps, DyingQueue.large(Long.MAX_VALUE));

    var taken = new ArrayList<String>();
    for (var job = take(queue); job.isPresent(); job = take(queue)) {
      taken.add(job.get());
    }

    assertEquals(List.of("one", "two", "drei"), taken);
    assertEquals(6, folder.consumedText().lines().count());
  }

  private static void addOnce(QueueFolder folder, Set<String> added, String step) {
    if (added.add("at: " + step)) {
      try {
        Files.writeString(folder.queue(), "- \"at: " + step + "\"\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Optional<String> take(FileQueue queue) {
    return queue
        .take(FileQueueTest::assigned, new Gate(), _ -> {})
        .map(all -> all.getFirst().job().command());
  }

  private static List<Assignment> assigned(Job job) {
    String id = Ids.next(new SplittableRandom());
    return List.of(
        new Assignment(id, id, job, DyingQueue.HOST, 1, job.command(), Optional.empty()));
  }

  @Test
  void a_mistake_takes_nothing() {
    var folder = queue("- one\n- {two: 2}\n");

    var e = assertThrows(Malformed.class, () -> Queue.open(folder.queue()).pop());

    assertTrue(e.getMessage().contains("queue.yaml:2:"), e.getMessage());
    assertEquals("- one\n- {two: 2}\n", folder.queueText());
    assertFalse(Files.exists(folder.consumed()));
  }

  @Test
  void a_queue_that_is_not_there_is_an_error_at_once() {
    assertThrows(Malformed.class, () -> Queue.open(temp.resolve("nix.yaml")));
  }

  @Test
  void what_is_written_for_a_link_lies_beside_the_link() throws Exception {
    var real = queue("- one\n- two\n");
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    var linked = new QueueFolder(elsewhere);
    Files.createSymbolicLink(linked.queue(), real.queue());

    Queue.open(linked.queue()).run(Hosts.of("localhost"));

    assertTrue(Files.isSymbolicLink(linked.queue()));
    assertEquals("", real.queueText());
    assertEquals(List.of("consumed.yaml", "journal.jsonl", "queue.yaml"), linked.files());
    assertEquals(List.of(".queue.yaml.lock", "elsewhere", "queue.yaml"), real.files());
  }

  @Test
  void threads_take_each_job_once_and_in_order() throws Exception {
    var folder = queue(jobs(100));
    var taken = Collections.synchronizedList(new ArrayList<String>());
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 3; i++) {
      // A queue of its own, as if the others were not there.
      threads.add(Thread.startVirtualThread(() -> taken.addAll(takeAll(folder.queue()))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEachOnceInOrder(folder, taken);
  }

  private static List<String> takeAll(Path file) {
    var queue = Queue.open(file);
    return Stream.generate(() -> pop(queue))
        .takeWhile(Optional::isPresent)
        .map(Optional::orElseThrow)
        .toList();
  }

  private static void assertEachOnceInOrder(QueueFolder folder, List<String> taken) {
    var all = IntStream.range(0, 100).mapToObj(i -> "job " + i).toList();
    assertEquals(100, taken.size());
    assertTrue(taken.containsAll(all));
    assertEquals("", folder.queueText());
    assertEquals(all, takeAll(copyOfConsumed(folder)));
  }

  private static Path copyOfConsumed(QueueFolder folder) {
    try {
      Path again = Files.createDirectory(folder.folder().resolve("again"));
      return Files.copy(folder.consumed(), again.resolve("queue.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void processes_take_each_job_once_and_in_order() throws Exception {
    var folder = queue(jobs(100));
    try (var first = ChildJvm.start(JobTaker.class, folder.queue().toString());
        var second = ChildJvm.start(JobTaker.class, folder.queue().toString())) {
      var taken = new ArrayList<>(takeAll(folder.queue()));
      taken.addAll(first.rest());
      taken.addAll(second.rest());
      assertEachOnceInOrder(folder, taken);
    }
  }

  @Test
  void a_disk_that_is_full_for_the_queue_leaves_everything_as_it_was() throws Exception {
    String text = "- one\n- two\n" + "# " + "x".repeat(limit()) + "\n";
    var folder = queue(text);

    String said = takeWithLimit(folder);

    assertTrue(said.startsWith("error: cannot change " + folder.queue() + ": "), said);
    assertEquals(1, said.lines().count());
    assertEquals(text, folder.queueText());
    assertEquals("", folder.consumedText());
    assertFalse(folder.files().contains(".queue.yaml.new"));
  }

  @Test
  void a_disk_that_is_full_for_consumed_leaves_everything_as_it_was() throws Exception {
    var folder = queue("- one\n- two\n");
    String almost = "#" + "x".repeat(limit() - 7) + "\n";
    Files.writeString(folder.consumed(), almost);

    String said = takeWithLimit(folder);

    assertTrue(said.startsWith("error: cannot change " + folder.queue() + ": "), said);
    assertTrue(said.contains("consumed.yaml"), said);
    assertEquals("- one\n- two\n", folder.queueText());
    assertEquals(almost, folder.consumedText());
  }

  // Where a limit on the size of files stands in for a full disk: a write beyond it ends half way
  // in the same manner.
  private static final String LIMITED = "ulimit -f 8; exec \"$@\"";

  /// How many bytes the shell's unit makes of that.
  private int limit() throws Exception {
    Path file = temp.resolve("limit");
    Program.of(
            "sh",
            "-c",
            LIMITED,
            "sh",
            "sh",
            "-c",
            "head -c 100000 /dev/zero > \"$0\"",
            file.toString())
        .run();
    return Math.toIntExact(Files.size(file));
  }

  private static String takeWithLimit(QueueFolder folder) throws Exception {
    var command = new ArrayList<>(List.of("sh", "-c", LIMITED, "sh"));
    command.addAll(ChildJvm.commandLine(JobTaker.class, folder.queue().toString()));
    return Program.of(command.toArray(String[]::new)).run().out();
  }

  @Test
  void without_a_journal_no_job_is_taken() throws Exception {
    var folder = queue("- echo one\n");
    Files.createDirectory(folder.journal());
    var events = new Events();

    Report report = run(folder, events);

    assertFalse(report.ok());
    assertEquals(List.of(), report.results());
    assertEquals("- echo one\n", folder.queueText());
    assertEquals("", folder.consumedText());
    assertTrue(events.notices().getFirst().contains("journal.jsonl"), events.notices().toString());
  }

  @Test
  void a_journal_that_breaks_loses_no_result_and_the_next_run_hears_of_it() throws Exception {
    String breaking = "mv journal.jsonl kept && mkdir journal.jsonl && echo one";
    var folder = queue("- cd " + temp + " && " + breaking + "\n- echo two\n");
    var events = new Events();

    Report report = run(folder, events);

    assertFalse(report.ok());
    assertEquals("one\n", report.results().getFirst().stdout());
    assertEquals("- echo two\n", folder.queueText());
    assertTrue(events.notices().getFirst().contains("journal.jsonl"), events.notices().toString());

    Files.delete(folder.journal());
    Files.move(temp.resolve("kept"), folder.journal());
    var next = new Events();
    run(folder, next);
    assertTrue(
        next.notices().getFirst().contains("mkdir journal.jsonl"), next.notices().toString());
    assertTrue(folder.journalLines().get(1).contains("\"outcome\":\"lost\""));
  }

  private static Report run(QueueFolder folder, Events events) {
    return Queue.open(folder.queue())
        .run(Hosts.of("localhost"), Options.defaults().withListener(events));
  }

  @Test
  void two_runs_of_one_queue_at_the_same_time_take_each_job_once() {
    var folder = queue(jobs(20).replace("job", "echo job"));
    var queue = Queue.open(folder.queue());

    Run other = queue.start(Hosts.of("localhost"), Options.defaults());
    int here = queue.run(Hosts.of("localhost")).results().size();

    assertEquals(20, here + other.await().results().size());
    assertEquals(
        List.of(".queue.yaml.lock", "consumed.yaml", "journal.jsonl", "queue.yaml"),
        folder.files());
  }

  @Test
  void nothing_that_is_left_running_keeps_the_process_alive() throws Exception {
    var folder = queue("");
    var command = ChildJvm.commandLine(Straggler.class, folder.queue().toString());

    var ended = Program.of(command.toArray(String[]::new)).run();

    assertEquals("hi\nfalse\n", ended.out());
    assertEquals(0, ended.status(), ended.err());
  }
}
