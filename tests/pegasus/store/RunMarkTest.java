package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.ChildJvm;
import pegasus.support.Marked;
import pegasus.support.QueueFolder;

class RunMarkTest {
  private static final String STARTED =
      "{\"event\":\"started\",\"id\":\"7\",\"run\":\"r\",\"host\":\"node-1\",\"command\":\"echo\"}\n";

  @TempDir Path temp;
  private QueueFolder folder;
  private Path target;

  @BeforeEach
  void write() throws IOException {
    folder = new QueueFolder(temp).with("- one\n");
    target = folder.queue().toRealPath();
  }

  private List<String> dead() {
    return RunMark.dead(target).stream().map(RunMark.Dead::run).toList();
  }

  private List<String> settle() {
    return Recovery.settle(target, Instant.EPOCH).stream().map(History.Past::id).toList();
  }

  private ChildJvm marked(Path journal) throws IOException {
    var child = ChildJvm.start(Marked.class, target.toString(), "r", journal.toString());
    assertEquals("marked", child.line());
    return child;
  }

  @Test
  void a_run_of_another_process_is_alive_until_that_is_killed() throws Exception {
    Files.writeString(folder.journal(), STARTED);
    try (var child = marked(folder.journal())) {
      assertEquals(List.of(), dead());
      assertEquals(List.of(), settle());
      assertEquals(List.of(), settle());

      child.kill();

      assertEquals(List.of("r"), dead());
      assertEquals(List.of("7"), settle());
      assertEquals(List.of(), settle());
      assertEquals(2, folder.journalLines().size());
      assertTrue(folder.journalLines().getLast().contains("\"outcome\":\"lost\""));
      assertEquals(List.of("journal.jsonl", "queue.yaml"), folder.files());
    }
  }

  @Test
  void a_run_that_took_the_queue_by_another_name_is_settled_in_its_own_journal() throws Exception {
    Path journal = Files.createDirectory(temp.resolve("elsewhere")).resolve("journal.jsonl");
    Files.writeString(journal, STARTED);
    try (var child = marked(journal)) {
      child.kill();
    }

    assertEquals(List.of("7"), settle());
    assertEquals(2, Files.readAllLines(journal).size());
  }

  /// As when a run dies between making its mark and writing it, or the power fails.
  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0\0\0"})
  void a_mark_that_says_nothing_holds_nobody_up(String nothing) throws Exception {
    Files.writeString(folder.journal(), STARTED);
    Files.writeString(folder.queue().resolveSibling(".queue.yaml.run-r"), nothing);

    assertEquals(List.of("7"), settle());
    assertEquals(List.of("journal.jsonl", "queue.yaml"), folder.files());
  }

  @Test
  void a_mark_that_could_not_be_made_leaves_nothing_behind() throws Exception {
    Thread.currentThread().interrupt();

    var e = assertThrows(StoreException.class, () -> RunMark.set(target, "own", folder.journal()));

    assertTrue(Thread.interrupted());
    assertTrue(e.getMessage().endsWith(": interrupted"), e.getMessage());
    assertEquals(List.of("queue.yaml"), folder.files());
  }

  /// A look into the mark of this process's own would drop its lock.
  @Test
  void looking_for_dead_runs_does_not_end_this_one() throws Exception {
    try (var _ = RunMark.set(target, "own", folder.journal())) {
      assertEquals(List.of(), dead());
      assertEquals(List.of("false"), deadInAnotherProcess());
    }
    assertEquals(List.of("queue.yaml"), folder.files());
  }

  private List<String> deadInAnotherProcess() throws IOException {
    try (var looker = ChildJvm.start(Looker.class, target.toString())) {
      return looker.rest();
    }
  }

  /// Says whether it sees any dead run.
  static final class Looker {
    private Looker() {}

    public static void main(String... queue) {
      System.out.println(!RunMark.dead(Path.of(queue[0])).isEmpty());
    }
  }

  @Test
  void a_run_that_is_over_leaves_nothing_unless_its_journal_lacks_something() {
    RunMark.set(target, "a", folder.journal()).close();
    assertEquals(List.of("queue.yaml"), folder.files());

    RunMark.set(target, "b", folder.journal()).abandon();
    assertEquals(List.of("b"), dead());
  }
}
