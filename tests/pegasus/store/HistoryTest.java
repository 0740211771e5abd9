package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Host;
import pegasus.Job;
import pegasus.Outcome;

class HistoryTest {
  private static final String STARTED =
      "{\"event\":\"started\",\"id\":\"7\",\"host\":\"node-1\",\"command\":\"echo hi\"}";

  @TempDir Path temp;

  private List<History.Past> read(String... lines) throws Exception {
    return History.read(Files.write(temp.resolve("journal.jsonl"), List.of(lines))).all();
  }

  @Test
  void a_journal_that_is_not_there_is_empty() {
    assertEquals(List.of(), History.read(temp.resolve("journal.jsonl")).all());
  }

  @Test
  void a_line_of_an_older_version_says_what_it_has() throws Exception {
    History.Past past = read(STARTED).getFirst();

    assertEquals(new Job("echo hi"), past.job());
    assertEquals(new Host("node-1"), past.host());
    assertEquals("7", past.taken());
    assertEquals(1, past.attempt());
    assertTrue(past.isOpen());
  }

  @Test
  void what_nobody_knows_is_skipped() throws Exception {
    List<History.Past> past =
        read(
            "",
            "garbage",
            "[1, 2]",
            "{\"event\":\"started\"}",
            "{\"event\":\"started\",\"id\":\"6\",\"host\":\"\"}",
            "{\"event\":\"started\",\"id\":\"6\",\"host\":\"a\",\"parameters\":{\" \":\"\"}}",
            "{\"event\":\"of a later version\",\"id\":\"7\"}",
            STARTED.replace("\"id\"", "\"more\":{\"a\":[1]},\"attempt\":\"many\",\"id\""),
            "{\"event\":\"ended\",\"id\":\"unknown\",\"outcome\":\"exited\"}",
            "{\"event\":\"ended\",\"id\":\"7\",\"outcome\":\"exited\",\"status\":1e99}",
            "{\"event\":\"ended\",\"id\":\"7\",\"outc");

    assertEquals(List.of("7"), past.stream().map(History.Past::id).toList());
    assertEquals("exited", past.getFirst().outcome());
  }

  @Test
  void an_outcome_says_what_it_has() throws Exception {
    String end = "{\"event\":\"ended\",\"id\":\"7\",\"outcome\":\"timed out\",\"gone\":null}";
    History.Past past = read(STARTED, end).getFirst();
    assertEquals(
        Optional.of(new Outcome.TimedOut(false)), past.ended().flatMap(JournalLine::outcome));
  }

  @Test
  void bytes_that_are_not_text_hide_nothing_but_their_line() throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {'{', (byte) 0xC3, '\n', (byte) 0xFF, 0, '\n'});
    bytes.write(STARTED.getBytes(StandardCharsets.UTF_8));
    Path journal = Files.write(temp.resolve("journal.jsonl"), bytes.toByteArray());

    assertEquals(1, History.read(journal).all().size());
  }

  @Test
  void there_and_back_again() throws Exception {
    String lost = "{\"event\":\"ended\",\"id\":\"7\",\"outcome\":\"lost\"}";
    String retried = "{\"event\":\"retried\",\"id\":\"7\"}";
    String not = "{\"event\":\"unretried\",\"id\":\"7\"}";

    assertEquals(
        List.of(true), read(STARTED, lost, retried).stream().map(History.Past::back).toList());
    assertEquals(
        List.of(false),
        read(STARTED, lost, retried, not).stream().map(History.Past::back).toList());
  }
}
