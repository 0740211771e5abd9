package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.store.Ledger;
import pegasus.store.QueueFile;
import pegasus.support.Eventually;
import pegasus.support.FakeNodes;
import pegasus.support.Pauses;
import pegasus.support.QueueFolder;

/// A queue that counts as a long one: jobs are taken out of it in place.
class LongQueueTest {
  private static final List<Host> HOSTS = Hosts.of("a", "b", "c");

  @TempDir Path temp;
  private final Gate gate = new Gate();
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  private QueueFolder folder(String text) {
    return new QueueFolder(temp).with(text);
  }

  private static FileQueue queue(QueueFolder folder) {
    return new FileQueue(folder.queue(), Clock.systemUTC(), _ -> {}, DyingQueue.large(1));
  }

  private FileQueue begun(QueueFolder folder) {
    var queue = queue(folder);
    queue.begin(HOSTS, gate, notices::add, () -> {});
    return queue;
  }

  private static String jobs(int count) {
    return jobs(0, count);
  }

  private static String jobs(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "- job " + i + "\n")
        .collect(Collectors.joining());
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "job " + i).toList();
  }

  private Optional<Assignment> take(FileQueue queue) {
    return queue.take(LongQueueTest::assign, gate, notices::add).map(List::getFirst);
  }

  private static List<Assignment> assign(Job job) {
    String id = Ids.next(new SplittableRandom());
    return List.of(
        new Assignment(id, id, job, HOSTS.getFirst(), 1, job.command(), Optional.empty()));
  }

  private List<String> takeAll(FileQueue queue) {
    return Stream.generate(() -> take(queue))
        .takeWhile(Optional::isPresent)
        .map(taken -> taken.orElseThrow().job().command())
        .toList();
  }

  @Test
  void each_job_runs_once_and_nothing_lies_about_in_the_end() {
    var folder =
        folder("# mine\n" + jobs(50) + "# kept\n- command: job {{n}}\n  n: [50, 51]\n# end\n");
    var nodes = FakeNodes.atOnce();

    Report report =
        Run.start(
                new QueueRun(
                    HOSTS,
                    queue(folder),
                    nodes,
                    Options.defaults(),
                    () -> false,
                    QueueRuns.tolerance(Pauses.endless())))
            .await();

    assertTrue(report.ok());
    var ran = nodes.commands().stream().map(line -> line.substring(3)).sorted().toList();
    assertEquals(names(52).stream().sorted().toList(), ran);
    assertEquals("# mine\n# kept\n# end\n", folder.queueText());
    assertEquals(
        List.of(".queue.yaml.lock", "consumed.yaml", "journal.jsonl", "queue.yaml"),
        folder.files());
  }

  @Test
  void an_entry_that_is_taken_is_swept_out_soon() {
    var folder = folder("# mine\n- one\n- two\n\n# of three\n- three\n");
    var soon = new FileQueue.Large(1, Duration.ofMillis(50));
    var queue = new FileQueue(folder.queue(), Clock.systemUTC(), _ -> {}, soon);
    queue.begin(HOSTS, gate, notices::add, () -> {});

    take(queue);
    assertEquals("# mine\n- two\n\n# of three\n- three\n", folder.queueText());
    take(queue);

    String swept = "# mine\n\n# of three\n- three\n";
    Eventually.check("swept", () -> folder.queueText().equals(swept));
    assertEquals(List.of("three"), takeAll(queue));
  }

  @Test
  void a_stop_sweeps_before_it_is_over() {
    var folder = folder(jobs(5));
    var queue = begun(folder);
    var control = new Control(new Changes(), queue::tidy);
    take(queue);
    take(queue);
    assertTrue(folder.queueText().contains("#"), folder::queueText);

    control.stop();

    assertEquals(jobs(2, 5), folder.queueText());
  }

  @Test
  void a_reader_never_sees_half_an_entry() throws Exception {
    int count = 3000;
    var folder = folder(jobs(count));
    var queue = begun(folder);
    Thread taker = Thread.startVirtualThread(() -> takeAll(queue));
    int looks = 0;
    while (taker.isAlive()) {
      looks++;
      List<String> lines = Files.readAllLines(folder.queue());
      List<String> all = jobs(count - lines.size(), count).lines().toList();
      assertEquals(all, lines.stream().map(line -> line.replace('#', '-')).toList());
    }
    taker.join();
    assertTrue(looks > 1);
  }

  @Test
  void what_is_added_between_two_jobs_is_taken_too() throws Exception {
    var folder = folder(jobs(3));
    var queue = begun(folder);
    take(queue);
    take(queue);

    Files.writeString(folder.queue(), "- added\n", StandardOpenOption.APPEND);

    assertEquals(List.of("job 2", "added"), takeAll(queue));
    queue.tidy();
    assertEquals("", folder.queueText());
  }

  @Test
  void an_edit_without_the_lock_is_seen_and_keeps_its_own_comments() {
    var folder = folder(jobs(4));
    var queue = begun(folder);
    take(queue);
    take(queue);
    assertEquals("# job 1\n" + jobs(2, 4), folder.queueText());

    folder.with("# job 0\n# job 1\n- first\n" + jobs(2, 4) + "# job 1\n");

    assertEquals(List.of("first", "job 2", "job 3"), takeAll(queue));
    queue.tidy();
    assertEquals("# job 0\n# job 1\n", folder.queueText());
  }

  @Test
  void whoever_locks_the_queue_to_edit_it_finds_it_swept_and_the_run_goes_on() {
    var folder = folder(jobs(5));
    var queue = begun(folder);
    take(queue);
    take(queue);

    Ledger.settle(new QueueFile(folder.queue()), _ -> {});
    assertEquals(jobs(2, 5), folder.queueText());

    assertEquals(List.of("job 2", "job 3", "job 4"), takeAll(queue));
    assertEquals(names(5), consumed(folder));
  }

  private static List<String> consumed(QueueFolder folder) {
    return folder
        .consumedText()
        .lines()
        .filter(line -> line.startsWith("    - "))
        .map(line -> line.substring(6))
        .toList();
  }

  @Test
  void two_runs_share_it_and_take_each_job_once() throws Exception {
    var folder = folder(jobs(100));
    var queue = begun(folder);
    var taken = Collections.synchronizedList(new ArrayList<String>());
    Thread other = Thread.startVirtualThread(() -> taken.addAll(takeAll(begun(folder))));

    taken.addAll(takeAll(queue));
    other.join();

    assertEquals(names(100).stream().sorted().toList(), taken.stream().sorted().toList());
    assertEquals(names(100), consumed(folder));
  }

  @Test
  void a_job_that_is_put_back_comes_first_again() {
    var folder = folder("# mine\n" + jobs(4));
    var queue = begun(folder);
    take(queue);
    var taken = take(queue).orElseThrow();

    assertTrue(queue.putBack(taken, "gone", gate, notices::add));

    assertEquals("# mine\n- command:\n    - job 1\n" + jobs(2, 4), folder.queueText());
    assertEquals(List.of("job 1", "job 2", "job 3"), takeAll(queue));
  }

  @Test
  void the_points_of_a_grid_are_taken_where_they_stand() {
    var folder = folder("- command: job {{n}}\n  n: [0, 1, 2, 3]\n- last\n");
    var queue = begun(folder);
    take(queue);
    String spread = "- command:\n    - job {{n}}\n  n:\n    - %d\n";
    assertEquals(
        spread.formatted(1) + spread.formatted(2) + spread.formatted(3) + "- last\n",
        folder.queueText());
    take(queue);
    assertEquals(
        "# command:\n#   - job {{n}}\n# n:\n#   - 1\n"
            + spread.formatted(2)
            + spread.formatted(3)
            + "- last\n",
        folder.queueText());
    take(queue);
    assertEquals(List.of("job {{n}}", "last"), takeAll(queue));
  }

  @Test
  void a_file_that_was_swapped_for_another_is_not_written_to() throws Exception {
    var folder = folder(jobs(4));
    var queue = begun(folder);
    take(queue);
    take(queue);
    Path kept = Files.move(folder.queue(), temp.resolve("kept"));
    folder.with("- other\n");

    assertEquals(List.of("other"), takeAll(queue));

    assertEquals("# job 1\n" + jobs(2, 4), Files.readString(kept));
    assertFalse(folder.queueText().contains("other"), folder::queueText);
  }

  @Test
  void without_a_run_nothing_is_left_to_be_swept() {
    var folder = folder(jobs(3));
    var queue = queue(folder);

    take(queue);
    take(queue);

    assertEquals(jobs(2, 3), folder.queueText());
    assertEquals(
        List.of(".queue.yaml.lock", "consumed.yaml", "journal.jsonl", "queue.yaml"),
        folder.files());
  }
}
