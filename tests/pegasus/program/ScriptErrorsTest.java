package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Program;

/// What the author of a script gets to see when something is wrong.
class ScriptErrorsTest {
  /// What called the script.
  private static final Predicate<String> LAUNCHER =
      Pattern.compile("\\tat (java.base/(jdk.internal|java.lang).reflect|jdk.compiler/).*")
          .asPredicate();

  @TempDir private Path folder;

  /// @param code stands on line 3
  private Path script(String code) throws Exception {
    return Files.writeString(
        folder.resolve("script.java"),
        "import pegasus.*;\nvoid main() throws Exception {\n" + code + "\n}\n");
  }

  private List<String> java(Path script) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return List.of(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, script.toString());
  }

  private Program.Ended run(Path script) throws Exception {
    return Program.of(java(script).toArray(String[]::new)).in(folder).run();
  }

  /// Each in a line of its own, and how the line before the trace goes on.
  private static final Map<String, String> MISTAKES =
      new TreeMap<>(
          Map.of(
              "Hosts.expand(\"hosts.yaml\");",
              "Malformed: hosts.yaml: there is no such file",
              "Queue.of(\"echo {{ nam }}\").run(Hosts.of(\"localhost\"));",
              "Malformed: nothing defines `nam`",
              "new Job(\"echo {{ nam }}\").render(new Host(\"localhost\"));",
              "Malformed: nothing defines `nam`; there is hostname",
              "Broadcast.run(Hosts.of(\"localhost\"), \"echo no >&2; exit 3\").orThrow();",
              "Failed: [localhost] echo no >&2; exit 3: exit status 3",
              "Cluster.connect(Hosts.of(\"nobody@127.0.0.1:1\"));",
              "Unreachable: none of the hosts can be reached: nobody@127.0.0.1:1",
              "Transfer.push(Hosts.of(\"nobody@127.0.0.1:1\"), Path.of(\".\"), \"x\").orThrow();",
              "PegasusException: 1 of 1 copies failed: nobody@127.0.0.1:1"));

  @Test
  void a_mistake_is_its_message_and_the_line_of_the_script() throws Exception {
    String code =
        MISTAKES.keySet().stream()
            .map("try { %s } catch (PegasusException e) { e.printStackTrace(); }"::formatted)
            .collect(Collectors.joining("\n"));

    Program.Ended ended = run(script(code));

    List<String> lines = ended.err().lines().filter(line -> !LAUNCHER.test(line)).toList();
    assertEquals(2 * MISTAKES.size(), lines.size(), ended.err());
    int i = 0;
    for (String message : MISTAKES.values()) {
      assertTrue(lines.get(2 * i).contains(message), ended.err());
      assertEquals("\tat script.main(script.java:%d)".formatted(3 + i), lines.get(2 * i + 1));
      i++;
    }
    assertEquals("", ended.out());
  }

  @Test
  void jbang_shows_the_same() throws Exception {
    Path script = script("Hosts.expand(\"hosts.yaml\");");
    String deps = "//JAVA 25+\n//DEPS " + Checkout.file("pegasus.java") + "\n";
    Files.writeString(script, deps + Files.readString(script));

    Program.Ended ended =
        Program.of(Checkout.file("jbang").toString(), script.toString()).in(folder).run();

    assertEquals(1, ended.status());
    List<String> own = ended.err().lines().filter(line -> !line.startsWith("[jbang]")).toList();
    assertEquals(2, own.size(), ended.err());
    assertEquals("\tat script.main(script.java:5)", own.get(1));
  }

  @Test
  void nothing_keeps_a_script_alive_that_is_at_its_end() throws Exception {
    Path script =
        script(
            """
            var cluster = Cluster.connect(Hosts.of("localhost"));
            cluster.submit("sleep 60");
            Queue.of("sleep 61").start(Hosts.of("localhost"), Options.defaults());
            IO.println("over");
            """);

    Program.Ended ended = run(script); // which waits for less than the commands take

    assertEquals(
        new Outcome(0, "over\n", ""), new Outcome(ended.status(), ended.out(), ended.err()));
  }

  private record Outcome(int status, String out, String err) {}

  @Test
  void a_script_that_interrupts_itself_ends_its_commands() throws Exception {
    Path pid = folder.resolve("pid");
    Path script =
        script(
            """
            Thread self = Thread.currentThread();
            Options stopping = Options.defaults().withListener(event -> {
              if (event instanceof Event.Output) { self.interrupt(); }
            });
            Broadcast.run(Hosts.of("localhost"), "echo $$ > %s; echo go; sleep 60", stopping);
            """
                .formatted(pid));

    Program.Ended ended = run(script);

    assertEquals(1, ended.status());
    assertTrue(ended.err().contains("interrupted: the running commands are being ended"));
    assertTrue(ended.err().contains("\tat script.main(script.java:7)"), ended.err());
    assertFalse(Files.exists(Path.of("/proc", Files.readString(pid).strip())), "it is gone");
  }
}
