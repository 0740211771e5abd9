package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Set;
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

  private JsonObject ended(Outcome outcome) throws Exception {
    var elapsed = Duration.ofMillis(1500);
    journal.ended("7", new Result(JOB, HOST, "echo hi", outcome, NOW, elapsed, "", ""), NOW);
    return lines().getLast();
  }

  @Test
  void a_start_is_one_line_with_all_that_is_known() throws Exception {
    journal.started("7", JOB, HOST, "echo hi", NOW);

    JsonObject line = lines().getFirst();
    assertEquals(
        Set.of(
            "event", "id", "time", "command", "parameters", "rendered", "host", "host_parameters"),
        line.keySet());
    assertEquals("started", line.get("event").getAsString());
    assertEquals("7", line.get("id").getAsString());
    assertEquals("2026-01-02T03:04:05Z", line.get("time").getAsString());
    assertEquals(JOB.command(), line.get("command").getAsString());
    assertEquals("hi", line.getAsJsonObject("parameters").get("w").getAsString());
    assertEquals("echo hi", line.get("rendered").getAsString());
    assertEquals("node-1", line.get("host").getAsString());
    assertEquals("0", line.getAsJsonObject("host_parameters").get("gpu").getAsString());
  }

  @Test
  void an_exit_has_its_status() throws Exception {
    JsonObject line = ended(new Outcome.Exited(3));

    assertEquals(Set.of("event", "id", "time", "outcome", "status", "seconds"), line.keySet());
    assertEquals("ended", line.get("event").getAsString());
    assertEquals("exited", line.get("outcome").getAsString());
    assertEquals(3, line.get("status").getAsInt());
    assertEquals(1.5, line.get("seconds").getAsDouble());
  }

  @Test
  void every_other_end_has_a_word_and_a_detail() throws Exception {
    var ends =
        Map.of(
            "signalled", new Outcome.Signalled("TERM"),
            "cancelled", new Outcome.Cancelled(true),
            "lost", new Outcome.Lost("broke"),
            "not run", new Outcome.NotRun("no such name"));
    for (var end : ends.entrySet()) {
      JsonObject line = ended(end.getValue());
      assertEquals(end.getKey(), line.get("outcome").getAsString());
      assertTrue(end.getValue().toString().contains(line.get("detail").getAsString()));
    }
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
                  journal.started(id, JOB, HOST, "x".repeat(10_000), NOW);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(400, lines().size());
  }
}
