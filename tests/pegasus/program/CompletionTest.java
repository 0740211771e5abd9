package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Background;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// What `pegasus completion` prints, in real shells that are typed into.
class CompletionTest {
  @TempDir Path folder;

  /// The tabs that are typed, and what the command gets.
  private static final List<List<String>> TYPED =
      List.of(
          List.of("broad\t", "broadcast"),
          List.of("q --resu\t", "q --resume"),
          List.of("retry --time\t", "retry --timed-out"),
          List.of("q --hosts-file my-h\t", "q --hosts-file my-hosts.yaml"),
          List.of("b -F my-h\t", "b -F my-hosts.yaml"),
          List.of("q --halt soon\\,f\t", "q --halt soon,fail=1"),
          List.of("completion z\t", "completion zsh"));

  @ParameterizedTest
  @ValueSource(strings = {"bash --norc", "zsh -f"})
  void modes_options_and_files_are_completed(String shell) throws Exception {
    String name = shell.substring(0, shell.indexOf(' '));
    assumeTrue(onPath(name), name + " is needed");
    assumeTrue(onPath("script"), "script is needed");
    Files.writeString(folder.resolve("my-hosts.yaml"), "- localhost\n");
    Files.writeString(folder.resolve("complete"), print(name).out());

    var terminal = new ProcessBuilder("script", "-qefc", shell + " -i", "/dev/null");
    terminal.environment().put("HOME", folder.toString());
    terminal.environment().put("TERM", "dumb");
    try (var typed = Background.start(terminal.directory(folder.toFile()))) {
      typed.type("pegasus() { echo \"<$*>\"; }; . ./complete; echo ready $((40 + 2))\n");
      typed.awaitOut("ready 42");
      for (List<String> row : TYPED) {
        typed.type("pegasus " + row.getFirst() + "\n");
        typed.awaitOut("<" + row.getLast() + ">");
      }
      typed.type("exit\n");
      assertEquals(0, typed.await().status());
    }
  }

  @Test
  void another_shell_is_refused() throws Exception {
    var ended = print("fish");
    assertEquals(2, ended.status());
    assertTrue(
        ended.err().contains("'bash', 'zsh'") || ended.err().contains("[bash, zsh]"), ended::err);
  }

  private Program.Ended print(String shell) {
    return Pegasus.in(folder).runInside("completion", shell);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
  }
}
