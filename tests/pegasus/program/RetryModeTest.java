package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pegasus.support.Eventually;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// `pegasus retry` and `q --resume`.
class RetryModeTest {
  private static final String QUEUE = "# mine\n- echo next   # spaced\n";

  @TempDir Path folder;
  private Pegasus pegasus;

  @BeforeEach
  void write() throws IOException {
    pegasus = Pegasus.in(folder).hosts("- localhost").queue("# mine", "- echo next   # spaced");
  }

  private void journal(String... lines) throws IOException {
    Files.write(
        folder.resolve("journal.jsonl"),
        List.of(lines),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String started(String id, String taken, String command) {
    return """
    {"event":"started","id":"%s","time":"2026-01-02T03:04:05Z","taken":"%s","run":"r","command":"%s","parameters":{},"rendered":"%s","host":"localhost","host_parameters":{},"attempt":1}\
    """
        .formatted(id, taken, command, command);
  }

  private static String ended(String id, String outcome) {
    return "{\"event\":\"ended\",\"id\":\"" + id + "\"," + outcome + "}";
  }

  /// One run of each kind.
  private void past() throws IOException {
    journal(started("ok", "ok", "echo ok"), ended("ok", "\"outcome\":\"exited\",\"status\":0"));
    journal(started("ex", "ex", "echo ex"), ended("ex", "\"outcome\":\"exited\",\"status\":3"));
    journal(
        started("si", "si", "echo si"),
        ended("si", "\"outcome\":\"signalled\",\"signal\":\"TERM\""));
    journal(started("lo", "lo", "echo lo"), ended("lo", "\"outcome\":\"lost\""));
    journal(started("ti", "ti", "echo ti"), ended("ti", "\"outcome\":\"timed out\",\"gone\":true"));
    journal(started("ca", "ca", "echo ca"), ended("ca", "\"outcome\":\"cancelled\",\"gone\":true"));
    journal(started("no", "no", "echo no"), ended("no", "\"outcome\":\"not run\""));
    journal(started("ru", "ru", "echo ru"));
  }

  private String queueWith(String... commands) {
    var entries = new StringBuilder();
    Stream.of(commands).forEach(name -> entries.append("- command:\n    - echo " + name + "\n"));
    return QUEUE.replace("- echo next", entries + "- echo next");
  }

  @ParameterizedTest
  @CsvSource({
    "--failed, ex si",
    "--lost, lo",
    "--timed-out, ti",
    "--cancelled, ca",
    "--all, ex si lo ti ca no",
    "--lost --failed, ex si lo",
    "lo ex, ex lo",
    "--cancelled no, ca no",
  })
  void what_is_asked_for_is_put_back_in_its_old_order_and_only_once(String asked, String back)
      throws Exception {
    past();

    var ended = pegasus.runInside(in("retry", asked));

    assertEquals(0, ended.status(), ended::err);
    assertEquals(queueWith(back.split(" ")), pegasus.read("queue.yaml"));
    String[] again =
        Stream.of(asked.split(" ")).filter(word -> word.startsWith("--")).toArray(String[]::new);
    if (again.length > 0) {
      assertTrue(pegasus.runInside(in("retry", again)).err().contains("nothing"));
    }
    assertEquals(queueWith(back.split(" ")), pegasus.read("queue.yaml"));
  }

  @ParameterizedTest
  @CsvSource({"ok", "ru", "nix", "''"})
  void what_cannot_be_put_back_is_named_and_changes_nothing(String id) throws Exception {
    past();

    var ended = pegasus.runInside(in("retry", id));

    assertEquals(2, ended.status());
    assertTrue(ended.err().contains(id.isEmpty() ? "--failed" : "no run " + id), ended::err);
    assertEquals(1, ended.err().lines().count(), ended::err);
    assertEquals(QUEUE, pegasus.read("queue.yaml"));
  }

  @Test
  void a_dry_run_shows_and_changes_nothing() throws Exception {
    past();
    List<String> journal = pegasus.lines("journal.jsonl");

    var ended = pegasus.runInside(in("retry", "--failed --dry-run"));

    assertEquals(0, ended.status());
    assertEquals(
        "ex [localhost] echo ex (exited)\nsi [localhost] echo si (signalled)\n", ended.out());
    assertEquals(QUEUE, pegasus.read("queue.yaml"));
    assertEquals(journal, pegasus.lines("journal.jsonl"));
  }

  @Test
  void what_a_command_holds_does_not_steer_the_terminal() throws Exception {
    journal(started("a", "a", "echo \\u001b]0;title\\u0007"), ended("a", "\"outcome\":\"lost\""));

    var ended = pegasus.runInside(in("retry", "--lost --dry-run"));

    assertEquals("a [localhost] echo ^[]0;title^G (lost)\n", ended.out());
  }

  @Test
  void of_several_attempts_the_last_counts() throws Exception {
    String failed = "\"outcome\":\"exited\",\"status\":1";
    journal(started("a", "a", "echo a"), ended("a", failed), started("a.2", "a", "echo a"));
    journal(ended("a.2", "\"outcome\":\"exited\",\"status\":0"));
    journal(started("b", "b", "echo b"), ended("b", failed), started("b.2", "b", "echo b"));
    journal(ended("b.2", failed));

    assertEquals(
        "b.2 [localhost] echo b (exited)\n", pegasus.runInside(in("retry", "--failed")).out());
    assertTrue(pegasus.runInside(in("retry", "--all")).err().contains("nothing"));
    assertEquals(2, pegasus.runInside(in("retry", "b")).status());
    assertEquals(queueWith("b"), pegasus.read("queue.yaml"));
  }

  @Test
  void a_broadcast_job_that_failed_on_two_hosts_is_put_back_once() throws Exception {
    for (String host : List.of("1", "2", "3")) {
      journal(started("a-" + host, "a", "echo a"));
      journal(
          ended("a-" + host, "\"outcome\":\"exited\",\"status\":" + (host.equals("2") ? 0 : 1)));
    }

    var ended = pegasus.runInside(in("retry", "--failed"));

    assertEquals(queueWith("a"), pegasus.read("queue.yaml"));
    assertEquals("[Pegasus] put back: 1, of 2 runs\n", ended.err());
  }

  @Test
  void what_came_from_another_queue_in_the_folder_stays_there() throws Exception {
    past();
    String other =
        started("ot", "ot", "echo ot").replace("\"run\"", "\"queue\":\"other.yaml\",\"run\"");
    journal(other, ended("ot", "\"outcome\":\"lost\""));

    pegasus.runInside(in("retry", "--lost"));

    assertEquals(queueWith("lo"), pegasus.read("queue.yaml"));
  }

  @Test
  void processes_at_the_same_time_put_each_run_back_once() throws Exception {
    past();
    var running = new ArrayList<pegasus.support.Background>();
    for (int i = 0; i < 2; i++) {
      running.add(pegasus.start("retry", "--all"));
    }
    for (var one : running) {
      assertEquals(0, one.await().status());
    }

    assertEquals(queueWith("ex", "si", "lo", "ti", "ca", "no"), pegasus.read("queue.yaml"));
  }

  @Test
  void while_a_run_goes_on_only_what_has_ended_is_put_back() throws Exception {
    pegasus.queue("- exit 3", "- echo ready; until [ -e go ]; do sleep 0.02; done; rm go; exit 4");
    try (var running = pegasus.start("q")) {
      running.awaitOut("ready");
      Program.Ended retried = pegasus.run("retry", "--all");
      assertTrue(retried.out().endsWith("exit 3 (exited)\n"), retried::out);
      assertEquals(1, retried.out().lines().count());
      Files.createFile(folder.resolve("go"));
      running.await();
    }
    List<String> consumed = pegasus.lines("consumed.yaml");
    assertEquals(2, consumed.stream().filter(line -> line.equals("    - exit 3")).count());
    assertEquals(1, consumed.stream().filter(line -> line.contains("ready")).count());
  }

  @Test
  void what_ran_when_pegasus_died_is_told_by_the_next_run_and_resumed() throws Exception {
    pegasus.queue("- echo x >> marks; until [ -e go ]; do sleep 0.02; done", "- echo two");
    try (var running = pegasus.start("q")) {
      Eventually.check("it runs", () -> Files.exists(folder.resolve("marks")));
      running.signal("KILL");
      running.await();
    }
    Files.createFile(folder.resolve("go"));

    Program.Ended resumed = pegasus.run("q", "--resume");

    assertEquals(0, resumed.status(), resumed::err);
    assertTrue(resumed.err().contains("[Pegasus] put back"), resumed::err);
    assertEquals(List.of("x", "x"), pegasus.lines("marks"));
    assertTrue(resumed.out().contains("two"), resumed::out);
    assertTrue(pegasus.run("retry", "--lost").err().contains("nothing"));
  }

  private String[] in(String mode, String... words) {
    var all =
        new ArrayList<String>(
            List.of(mode, "--queue-file", folder.resolve("queue.yaml").toString()));
    for (String word : words) {
      Stream.of(word.split(" ")).filter(part -> !part.isEmpty()).forEach(all::add);
    }
    return all.toArray(String[]::new);
  }
}
