package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Host;
import pegasus.Job;
import pegasus.Outcome;
import pegasus.Result;

class JournalTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Job JOB = new Job("echo {{w}} \"'\\\n\té<&", Map.of("w", "hi"));
  private static final Host HOST = new Host("node-1", Map.of("gpu", "0"));

  @TempDir Path temp;
  private Path path;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    path = temp.resolve("journal.jsonl");
    journal = new Journal(path, Files.writeString(temp.resolve("queue.yaml"), ""));
  }

  private List<JsonObject> lines() throws Exception {
    var objects = new ArrayList<JsonObject>();
    for (String line : Files.readAllLines(path)) {
      var reader = new JsonReader(new StringReader(line));
      reader.setStrictness(Strictness.STRICT);
      objects.add(JsonParser.parseReader(reader).getAsJsonObject());
    }
    return objects;
  }

  private void started(String id, String rendered) {
    journal.append(
        List.of(JournalLine.started(id, "7", "run", "queue.yaml", JOB, HOST, 1, rendered, NOW)));
  }

  private JsonObject ended(Outcome outcome) throws Exception {
    var elapsed = Duration.ofMillis(1500);
    var result =
        new Result(
            "7.2",
            JOB,
            HOST,
            2,
            "echo hi",
            outcome,
            NOW,
            elapsed,
            "",
            "",
            3,
            4,
            Optional.empty(),
            Optional.empty());
    journal.append(List.of(JournalLine.ended(result, NOW)));
    return lines().getLast();
  }

  @Test
  void a_start_is_one_line_with_all_that_is_known() throws Exception {
    started("7", "echo hi");

    JsonObject expected =
        JsonParser.parseString(
                """
                {"event": "started", "id": "7", "time": "2026-01-02T03:04:05Z", "taken": "7", "run": "run",
                 "queue": "queue.yaml", "parameters": {"w": "hi"}, "rendered": "echo hi", "host": "node-1",
                 "host_parameters": {"gpu": "0"}, "attempt": 1}
                """)
            .getAsJsonObject();
    expected.addProperty("command", JOB.command());
    assertEquals(List.of(expected), lines());
  }

  @Test
  void an_exit_has_its_status_its_times_and_its_bytes() throws Exception {
    assertEquals(
        JsonParser.parseString(
            """
            {"event": "ended", "id": "7.2", "time": "2026-01-02T03:04:05Z", "outcome": "exited", "status": 3,
             "started": "2026-01-02T03:04:05Z", "seconds": 1.5, "stdout_bytes": 3, "stderr_bytes": 4}
            """),
        ended(new Outcome.Exited(3)));
  }

  @Test
  void every_other_end_has_a_word_and_what_there_is_to_say() throws Exception {
    assertEnd("signalled", "signal", "TERM", new Outcome.Signalled("TERM"));
    assertEnd("timed out", "gone", "true", new Outcome.TimedOut(true));
    assertEnd("cancelled", "gone", "false", new Outcome.Cancelled(false));
    assertEnd("lost", "detail", "broke", new Outcome.Lost("broke"));
    assertEnd("not run", "detail", "no such name", new Outcome.NotRun("no such name"));
  }

  private void assertEnd(String word, String field, String value, Outcome outcome)
      throws Exception {
    JsonObject line = ended(outcome);
    assertEquals(word, line.get("outcome").getAsString());
    assertEquals(value, line.get(field).getAsString());
    assertFalse(line.has("status"));
  }

  @Test
  void lines_of_many_threads_stay_whole() throws Exception {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      String id = "thread " + i;
      threads.add(
          Thread.startVirtualThread(
              () -> {
                for (int j = 0; j < 50; j++) {
                  started(id, "x".repeat(10_000));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(400, lines().size());
  }
}
