package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Background;
import pegasus.support.Eventually;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;

/// Hundreds of jobs, while Pegasus is killed, connections break, and somebody edits the queue. Each
/// job leaves a mark when it begins and one when it ends; in the end those are compared with the
/// journal.
class ChaosTest {
  private static final int JOBS = 150;
  private static final int DEATHS = 4;
  private static final Pattern BEGIN = Pattern.compile("begin (\\d+) (\\S+)");

  @TempDir Path folder;
  @TempDir Path servers;
  private final long seed = Long.getLong("pegasus.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void no_job_is_lost_and_none_is_silently_run_twice(boolean isLong) throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "connections are cut by killing sshd's processes");
    Files.createFile(marks());
    try (var nodes = Nodes.startOpenSsh(servers, List.of(), "node-1", "node-2", "node-3")) {
      var pegasus =
          Pegasus.in(folder)
              .on(nodes)
              .hosts("- hostname: [node-1, node-2, node-3]", "  slot: [a, b]");
      // A queue that is long because of a comment is as good as any.
      String much = isLong ? "# " + "x".repeat(100_000) : "# that is all";
      pegasus.queue(
          "# a sweep", sweep(), single(1001, "# removable"), single(1002, "# removable"), much);
      for (int i = 0; i < DEATHS; i++) {
        try (var editing = edit(i)) {
          liveAndDie(pegasus);
          assertEquals(0, editing.await().status());
        }
      }
      resumeUntilNothingIsLost(pegasus);
      check(pegasus);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("with -Dpegasus.seed=" + seed + ": " + e, e);
    }
  }

  private Path marks() {
    return folder.resolve("marks");
  }

  private List<String> readMarks() {
    try {
      return Files.readAllLines(marks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A command that marks its begin and its end; each fifth fails.
  private String command(String number) {
    return "echo begin %1$s {{ hostname }} >> %2$s; sleep 0.05; echo end %1$s {{ hostname }} >> %2$s; exit $((%1$s %% 5 == 0))"
        .formatted(number, marks());
  }

  private String sweep() {
    String numbers =
        IntStream.rangeClosed(1, JOBS)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    return "- command: " + command("{{ n }}") + "\n  n: [" + numbers + "]";
  }

  private String single(int number, String comment) {
    return "- '" + command(Integer.toString(number)) + " " + comment + "'";
  }

  private void liveAndDie(Pegasus pegasus) throws Exception {
    try (var running = pegasus.start("q", "-p", "0")) {
      awaitMarks();
      if (random.nextBoolean()) {
        cutConnections();
        awaitMarks();
      }
      running.signal("KILL");
      running.await();
    }
  }

  private void awaitMarks() {
    int enough = readMarks().size() + random.nextInt(30);
    Eventually.check(enough + " marks", () -> readMarks().size() >= enough);
  }

  /// Kills the processes that serve the connections to one node; the commands go on.
  private void cutConnections() {
    List<ProcessHandle> listening =
        ProcessHandle.current().children().filter(ChaosTest::isSshd).toList();
    listening
        .get(random.nextInt(listening.size()))
        .descendants()
        .filter(ChaosTest::isSshd)
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isSshd(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/sshd");
  }

  /// Somebody appends a job at each edit, and once takes two out.
  private Background edit(int number) throws IOException {
    Path more = folder.resolve("more" + number);
    Files.writeString(more, single(2000 + number, "# added") + "\n");
    Path script = folder.resolve("edit" + number);
    Files.writeString(script, "sed -i /removable/d \"$1\"; cat %s >> \"$1\"\n".formatted(more));
    return Pegasus.in(folder).start("l", "--editor", "sh " + script);
  }

  private static void resumeUntilNothingIsLost(Pegasus pegasus) throws Exception {
    for (int i = 0; i < 5; i++) {
      pegasus.run("q", "--resume", "-p", "0");
      if (runs(pegasus).stream().noneMatch(run -> run.outcome.equals("lost") && !run.back)) {
        return;
      }
    }
    throw new AssertionError("still lost after the fifth --resume");
  }

  /// What the journal says of one run of a job.
  private static final class Run {
    final int number;
    final String host;
    String outcome = "running";
    int status = -1;
    boolean back;
    boolean untaken;

    Run(JsonObject started) {
      Matcher begin = BEGIN.matcher(started.get("rendered").getAsString());
      assertTrue(begin.find(), started::toString);
      number = Integer.parseInt(begin.group(1));
      host = started.get("host").getAsString();
    }

    void add(JsonObject line) {
      switch (line.get("event").getAsString()) {
        case "ended" -> {
          assertEquals("running", outcome, () -> "a second end: " + line);
          outcome = line.get("outcome").getAsString();
          status = line.has("status") ? line.get("status").getAsInt() : -1;
        }
        case "returned" -> untaken = true;
        case "retried" -> {
          assertEquals("lost", outcome);
          assertTrue(!back, () -> "put back twice: " + line);
          back = true;
        }
        default -> throw new AssertionError(line.toString());
      }
    }
  }

  private static List<Run> runs(Pegasus pegasus) throws IOException {
    Map<String, Run> runs = new LinkedHashMap<>();
    for (String line : pegasus.lines("journal.jsonl")) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      String id = json.get("id").getAsString();
      if (json.get("event").getAsString().equals("started")) {
        assertEquals(null, runs.put(id, new Run(json)), () -> "started twice: " + line);
      } else {
        runs.get(id).add(json);
      }
    }
    return List.copyOf(runs.values());
  }

  private void check(Pegasus pegasus) throws IOException {
    assertTrue(pegasus.read("queue.yaml").lines().allMatch(l -> l.startsWith("# ")), "comments");
    assertEquals(2, pegasus.read("queue.yaml").lines().count());
    Set<Integer> expected =
        IntStream.concat(IntStream.rangeClosed(1, JOBS), IntStream.range(2000, 2000 + DEATHS))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    Map<Integer, List<Run>> byNumber =
        runs(pegasus).stream()
            .filter(run -> !run.untaken)
            .collect(Collectors.groupingBy(run -> run.number, TreeMap::new, Collectors.toList()));
    assertEquals(expected, byNumber.keySet());
    List<String> marks = readMarks();
    byNumber.forEach((number, runs) -> check(number, runs, marks));
    assertEquals(
        expected,
        marks.stream()
            .map(mark -> Integer.parseInt(mark.split(" ")[1]))
            .collect(Collectors.toSet()));
  }

  /// One run came to its end, and the journal says truly where and how; all others are called lost.
  private static void check(int number, List<Run> runs, List<String> marks) {
    List<Run> ended = new ArrayList<>(runs);
    ended.removeIf(run -> run.outcome.equals("lost"));
    String job = "job " + number;
    assertEquals(List.of("exited"), ended.stream().map(run -> run.outcome).toList(), job);
    assertEquals(number % 5 == 0 ? 1 : 0, ended.getFirst().status, job);
    long begun = count(marks, "begin " + number + " ");
    assertTrue(begun >= 1 && begun <= runs.size(), () -> job + " began " + begun + " times");
    assertTrue(count(marks, "end " + number + " " + ended.getFirst().host) >= 1, job);
  }

  private static long count(List<String> marks, String start) {
    return marks.stream().filter(mark -> mark.startsWith(start)).count();
  }
}
