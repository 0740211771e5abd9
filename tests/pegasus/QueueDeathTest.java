package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.store.Ledger;
import pegasus.support.ChildJvm;
import pegasus.support.JobTaker;
import pegasus.support.Program;
import pegasus.support.QueueFolder;

/// A process dies between two steps of a change of the queue; the next one finds all three files in
/// agreement.
class QueueDeathTest {
  private static final String HAPPENED = "forget the undo";
  private static final List<String> STEPS =
      List.of(
          "write the new queue",
          "write the undo",
          "append to the journal",
          "append to consumed.yaml",
          "replace the queue",
          HAPPENED);
  private static final String LONG = "1";
  private static final String SHORT = String.valueOf(Long.MAX_VALUE);
  private static final String ONE_AND_TWO = "# mine\n- one\n- two # second\n";
  private static final String TWO = "# mine\n- two # second\n";
  private static final String BACK = "# mine\n- command:\n    - one\n- two # second\n";
  private static final String ENTRY = "- command:\n    - one\n";

  @TempDir Path temp;
  private final List<String> notices = new ArrayList<>();

  private QueueFolder folder() {
    return new QueueFolder(temp).with(ONE_AND_TWO);
  }

  private static void die(QueueFolder folder, String deed, String step) throws Exception {
    die(folder, deed, step, SHORT);
  }

  private static void die(QueueFolder folder, String deed, String step, String shortest)
      throws Exception {
    var command =
        ChildJvm.commandLine(DyingQueue.class, folder.queue().toString(), deed, step, shortest);
    var ended = Program.of(command.toArray(String[]::new)).run();
    assertEquals(DyingQueue.DIED, ended.status(), ended::err);
  }

  /// What the next run sees.
  private List<Past> next(QueueFolder folder) {
    var queue = new FileQueue(folder.queue(), Clock.systemUTC());
    queue.begin(List.of(DyingQueue.HOST), new Gate(), notices::add, () -> {}).close();
    return queue.past();
  }

  private static void assertNothingLiesAbout(QueueFolder folder) {
    assertEquals(
        List.of(),
        folder.files().stream()
            .filter(name -> !name.matches("\\.queue.yaml.lock|[^.].*"))
            .toList());
  }

  @Test
  void the_steps_are_these() {
    var seen = new ArrayList<String>();
    var queue =
        new FileQueue(
            folder().queue(), Clock.systemUTC(), seen::add, DyingQueue.large(Long.MAX_VALUE));

    queue.take(_ -> List.of(), new Gate(), _ -> {});

    assertEquals(STEPS, seen);
  }

  @Test
  void in_a_long_queue_they_are_these() {
    var seen = new ArrayList<String>();
    var queue = new FileQueue(folder().queue(), Clock.systemUTC(), seen::add, DyingQueue.large(1));
    queue.begin(List.of(DyingQueue.HOST), new Gate(), _ -> {}, () -> {});
    queue.take(_ -> List.of(), new Gate(), _ -> {});
    seen.clear();

    queue.take(_ -> List.of(), new Gate(), _ -> {});

    assertEquals(
        List.of(
            "write the undo",
            "append to the journal",
            "append to consumed.yaml",
            "make it a comment"),
        seen);
  }

  @ParameterizedTest
  @FieldSource("STEPS")
  void a_job_is_taken_or_still_there(String step) throws Exception {
    var folder = folder();

    die(folder, "take", step);
    List<Past> past = next(folder);

    if (step.equals(HAPPENED)) {
      assertTaken(folder, past);
    } else {
      assertStillThere(folder, past);
    }
  }

  private void assertTaken(QueueFolder folder, List<Past> past) {
    assertEquals(TWO, folder.queueText());
    assertEquals(ENTRY, folder.consumedText());
    assertEquals(
        List.of("lost"), past.stream().map(p -> p.outcome().orElseThrow().kind()).toList());
    assertEquals(1, notices.size());
    assertTrue(notices.getFirst().contains(DyingQueue.ID + " [node-1] one"), notices.toString());
    assertNothingLiesAbout(folder);
    next(folder);
    assertEquals(1, notices.size());
  }

  private void assertStillThere(QueueFolder folder, List<Past> past) {
    assertStillThere(ONE_AND_TWO, folder, past, "");
    assertEquals(List.of(), notices);
  }

  private void assertStillThere(
      String queue, QueueFolder folder, List<Past> past, String consumed) {
    assertEquals(queue, folder.queueText());
    assertEquals(consumed, folder.consumedText());
    assertTrue(past.stream().allMatch(Past::back), past.toString());
    assertNothingLiesAbout(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "write the undo",
        "append to the journal",
        "append to consumed.yaml",
        "make it a comment"
      })
  void a_job_is_taken_from_a_long_queue_or_still_there(String step) throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);

    die(folder, "take the second", step, LONG);
    // It is marked by the very step that was next.
    assertEquals(ONE_AND_TWO, folder.queueText());
    List<Past> past = next(folder);

    String none = "- command:\n    - none\n";
    assertStillThere(ONE_AND_TWO, folder, past.subList(1, past.size()), none);
  }

  @Test
  void a_job_that_became_a_comment_is_taken() throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);

    die(folder, "take the second", "the end", LONG);
    assertEquals("# mine\n# one\n- two # second\n", folder.queueText());
    List<Past> past = next(folder);

    assertEquals(TWO, folder.queueText());
    assertEquals("- command:\n    - none\n" + ENTRY, folder.consumedText());
    assertEquals(
        List.of("lost", "lost"), past.stream().map(p -> p.outcome().orElseThrow().kind()).toList());
    assertTrue(notices.getFirst().contains(DyingQueue.ID + " [node-1] one"), notices.toString());
    assertNothingLiesAbout(folder);
  }

  @Test
  void a_run_is_known_as_long_as_it_works_on_the_queue_beside_others() throws Exception {
    var folder = folder();
    var queue = new FileQueue(folder.queue(), Clock.systemUTC());
    var first = queue.begin(List.of(DyingQueue.HOST), new Gate(), notices::add, () -> {});
    var second = queue.begin(List.of(DyingQueue.HOST), new Gate(), notices::add, () -> {});
    first.close();
    assertEquals(1, marks(folder));
    second.close();
    assertEquals(0, marks(folder));
  }

  private static long marks(QueueFolder folder) {
    return folder.files().stream().filter(name -> name.startsWith(".queue.yaml.run-")).count();
  }

  @Test
  void half_a_comment_is_taken_back() throws Exception {
    String lines = "- command: a\n  p: 1\n- b\n";
    var folder = new QueueFolder(temp).with("- none\n" + lines);
    die(folder, "take the second", "the end", LONG);
    assertEquals("# command: a\n# p: 1\n- b\n", folder.queueText());
    folder.with("# command: a\n  p: 1\n- b\n");

    List<Past> past = next(folder);

    assertStillThere(lines, folder, past.subList(1, past.size()), "- command:\n    - none\n");
  }

  @Test
  void comments_of_taken_jobs_are_found_in_a_file_that_was_edited_since() throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);
    die(folder, "take the second", "the end", LONG);
    folder.with("# first of all\n- new\n" + folder.queueText() + "# one\n");

    next(folder);

    assertEquals("# first of all\n- new\n" + TWO + "# one\n", folder.queueText());
  }

  @Test
  void a_comment_behind_an_entry_is_not_taken_for_that_of_a_taken_one() throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);
    die(folder, "take the second", "the end", LONG);
    assertEquals("# mine\n# one\n- two # second\n", folder.queueText());
    folder.with("- new # one\n- two # second\n");

    next(folder);

    assertEquals("- new # one\n- two # second\n", folder.queueText());
  }

  /// An editor may write into the file itself.
  @Test
  void what_is_saved_while_a_job_is_being_taken_is_not_written_over() throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);
    var saved = new AtomicBoolean();
    Ledger.Steps steps =
        step -> {
          if (step.equals("make it a comment") && !saved.getAndSet(true)) {
            folder.with("# mine\n- abc\n- two # second\n");
          }
        };
    var running = new FileQueue(folder.queue(), Clock.systemUTC(), steps, DyingQueue.large(1));
    var run = running.begin(List.of(DyingQueue.HOST), new Gate(), notices::add, () -> {});
    var jobs = new ArrayList<Job>();
    Function<Job, List<Assignment>> assign =
        job -> {
          jobs.add(job);
          return List.of();
        };

    for (int i = 0; i < 3; i++) {
      running.take(assign, new Gate(), notices::add);
    }
    run.close();

    // The second was asked for and not taken.
    assertEquals(List.of("none", "one", "abc", "two"), jobs.stream().map(Job::command).toList());
    assertEquals("# mine\n", folder.queueText());
    assertEquals(
        List.of("    - none", "    - abc", "    - two"),
        folder.consumedText().lines().filter(line -> line.startsWith("    - ")).toList());
    assertNothingLiesAbout(folder);
  }

  @Test
  void who_only_asks_does_not_change_the_queue_of_a_run() throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);
    var running = new FileQueue(folder.queue(), Clock.systemUTC(), _ -> {}, DyingQueue.large(1));
    var run = running.begin(List.of(DyingQueue.HOST), new Gate(), notices::add, () -> {});
    running.take(_ -> List.of(), new Gate(), _ -> {});
    running.take(_ -> List.of(), new Gate(), _ -> {});
    String marked = "# mine\n# one\n- two # second\n";
    assertEquals(marked, folder.queueText());

    new FileQueue(folder.queue(), Clock.systemUTC()).past();
    assertEquals(marked, folder.queueText());

    new FileQueue(folder.queue(), Clock.systemUTC()).push(List.of(new Job("three")));
    assertEquals(TWO + "- command:\n    - three\n", folder.queueText());

    run.close();
    assertNothingLiesAbout(folder);
  }

  /// What is left of it must not be taken for the undo of the next change, which was never made.
  @Test
  void an_undo_that_could_not_be_forgotten_is_dealt_with_before_the_next_change() throws Exception {
    var folder = folder();
    Path undo = temp.resolve(".queue.yaml.undo");
    Path away = temp.resolve("away");
    var changes = new AtomicInteger();
    Ledger.Steps steps =
        step -> {
          if (step.equals("forget the undo") && changes.getAndIncrement() == 0) {
            standInTheWay(undo, away);
          }
          if (step.equals("write the undo") && changes.get() == 1) {
            throw new IllegalStateException("dead");
          }
        };
    var queue =
        new FileQueue(folder.queue(), Clock.systemUTC(), steps, DyingQueue.large(Long.MAX_VALUE));
    queue.take(_ -> List.of(), new Gate(), _ -> {});
    Files.delete(undo);
    Files.move(away, undo);
    assertThrows(
        IllegalStateException.class, () -> queue.take(_ -> List.of(), new Gate(), _ -> {}));

    next(folder);

    assertEquals(TWO, folder.queueText());
    assertEquals(ENTRY, folder.consumedText());
  }

  // A folder cannot be emptied like a file, whoever asks.
  private static void standInTheWay(Path file, Path away) {
    try {
      Files.move(file, away);
      Files.createDirectory(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"write the swept queue", "replace the queue", "forget the undo"})
  void whoever_dies_while_sweeping_leaves_it_to_the_next(String step) throws Exception {
    var folder = new QueueFolder(temp).with("- none\n" + ONE_AND_TWO);

    die(folder, "sweep", step, LONG);
    next(folder);

    assertEquals(TWO, folder.queueText());
    assertNothingLiesAbout(folder);
  }

  @ParameterizedTest
  @FieldSource("STEPS")
  void a_job_is_put_back_or_lost(String step) throws Exception {
    var folder = folder();

    die(folder, "put back", step);
    List<Past> past = next(folder);

    boolean happened = step.equals(HAPPENED);
    assertEquals(happened ? BACK : TWO, folder.queueText());
    assertEquals(ENTRY, folder.consumedText());
    assertEquals(List.of(happened), past.stream().map(Past::back).toList());
    assertEquals(happened ? 0 : 1, notices.size());
    assertNothingLiesAbout(folder);
  }

  @ParameterizedTest
  @FieldSource("STEPS")
  void a_run_is_retried_or_still_to_be_retried(String step) throws Exception {
    var folder = folder();

    die(folder, "retry", step);
    List<Past> past = next(folder);

    boolean happened = step.equals(HAPPENED);
    assertEquals(happened ? BACK : TWO, folder.queueText());
    assertEquals(happened ? 0 : 1, Past.retryable(past).size());
    assertEquals(List.of(), notices);
    assertNothingLiesAbout(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"append the undo to the journal", "cut consumed.yaml", "delete the new queue"})
  void whoever_dies_while_taking_back_leaves_it_to_the_next(String step) throws Exception {
    var folder = folder();
    die(folder, "take", "replace the queue");
    assertEquals(ENTRY, folder.consumedText());

    die(folder, "recover", step);

    assertStillThere(folder, next(folder));
  }

  @Test
  void what_somebody_else_appended_to_consumed_meanwhile_stays() throws Exception {
    var folder = folder();
    die(folder, "take", "replace the queue");
    Files.writeString(folder.consumed(), folder.consumedText() + "- other\n");

    next(folder);

    assertEquals(ONE_AND_TWO, folder.queueText());
    assertTrue(folder.consumedText().endsWith("- other\n"), folder::consumedText);
  }

  @Test
  void half_an_undo_undoes_nothing() throws Exception {
    var folder = folder();
    die(folder, "take", "append to the journal");
    Path undo = temp.resolve(".queue.yaml.undo");
    String whole = Files.readString(undo);
    Files.writeString(undo, whole.substring(0, whole.length() / 2));

    assertStillThere(folder, next(folder));
  }

  @Test
  void a_reader_never_sees_half_a_queue() throws Exception {
    List<String> lines = Stream.iterate(0, i -> i + 1).limit(150).map(i -> "- job " + i).toList();
    var folder = new QueueFolder(temp).with(String.join("\n", lines) + "\n");
    try (var taker = ChildJvm.start(JobTaker.class, folder.queue().toString())) {
      List<String> seen = folder.queueText().lines().toList();
      while (!seen.isEmpty()) {
        assertEquals(lines.subList(lines.size() - seen.size(), lines.size()), seen);
        seen = folder.queueText().lines().toList();
      }
      assertEquals(lines.size(), taker.rest().size());
    }
  }
}
