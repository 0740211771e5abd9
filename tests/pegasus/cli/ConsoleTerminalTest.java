package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Event;
import pegasus.Event.Source;
import pegasus.Host;
import pegasus.Job;
import pegasus.support.Program;

/// The console of a process on a real (pseudo-)terminal, which `script` of util-linux makes.
class ConsoleTerminalTest {
  private static final String CYAN = "\033[36m[n]\033[0m ";

  @TempDir private Path folder;

  /// Prints a line to each stream.
  static final class Lines {
    private Lines() {}

    public static void main(String... args) {
      var host = new Host("n");
      var job = new Job("x");
      try (var console = Console.ofProcess(1, () -> {})) {
        console.accept(new Event.Output(host, job, Source.STDOUT, "0123456789abcdefghij\007\n"));
        console.accept(new Event.Output(host, job, Source.STDERR, "error\n"));
      }
    }
  }

  /// Makes its terminal narrower, and waits until that is noticed.
  static final class Resize {
    private Resize() {}

    public static void main(String... args) throws Exception {
      try (var width = new TerminalWidth()) {
        System.out.println(width.getAsInt());
        new ProcessBuilder("stty", "cols", "17")
            .redirectInput(new File("/dev/tty"))
            .start()
            .waitFor();
        while (width.getAsInt() != 17) {
          Thread.onSpinWait();
        }
        System.out.println(width.getAsInt());
      }
    }
  }

  @BeforeEach
  void needScript() throws Exception {
    assumeTrue(Program.of("sh", "-c", "script --version").run().out().contains("util-linux"));
  }

  @Test
  void a_terminal_gets_colours_and_rows_that_fit() throws Exception {
    assertEquals(
        CYAN + "0123456789\r\n" + CYAN + "abcdefghij\r\n" + CYAN + "^G\r\n" + CYAN + "error\r\n",
        onTerminal(java(Lines.class), Map.of("TERM", "xterm")));
  }

  @Test
  void without_colours_the_rest_stays_as_it_is() throws Exception {
    assertEquals(
        "[n] 0123456789\r\n[n] abcdefghij\r\n[n] ^G\r\n[n] error\r\n",
        onTerminal(java(Lines.class), Map.of("TERM", "xterm", "NO_COLOR", "1")));
  }

  @Test
  void only_the_stream_that_is_a_terminal_is_treated_as_one() throws Exception {
    Path file = folder.resolve("out");
    assertEquals(
        CYAN + "error\r\n",
        onTerminal(java(Lines.class) + " > '" + file + "'", Map.of("TERM", "xterm")));
    assertEquals("[n] 0123456789abcdefghij\007\n", Files.readString(file));
  }

  @Test
  void a_terminal_that_does_not_know_its_width_wraps_by_itself() throws Exception {
    String shown = onTerminal("stty cols 0; " + java(Lines.class), Map.of("NO_COLOR", "1"));
    assertTrue(shown.startsWith("[n] 0123456789abcdefghij^G\r\n"), shown);
  }

  @Test
  void the_width_follows_the_terminal() throws Exception {
    assertEquals("14\r\n17\r\n", onTerminal(java(Resize.class), Map.of()));
  }

  /// What a terminal of 14 columns is sent.
  private static String onTerminal(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    return Program.of("script", "-qec", "stty cols 14; " + command, "/dev/null")
        .without("NO_COLOR")
        .without("CLICOLOR_FORCE")
        .with(environment)
        .run()
        .out();
  }

  private static String java(Class<?> main) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return "'%s' -cp '%s' '%s'".formatted(java, classPath, main.getName());
  }
}
