package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Pegasus;
import pegasus.support.Program;

class CommandLineTest {
  @TempDir Path folder;

  /// Of two times three lines, the third is printed of each command.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p 3 q --hosts-file h",
        "--hosts-file h --print-period=3 queue",
        "-p3 --hosts-file=h b",
        "--hosts-file h broadcast --print-period 3"
      })
  void options_stand_before_or_after_the_mode(String arguments) throws Exception {
    Files.writeString(folder.resolve("h"), "- localhost\n");
    var ended = pegasus().queue("- seq 1 3", "- seq 4 6").run(arguments.split(" "));
    assertEquals("[localhost] 3\n[localhost] 6\n", ended.out(), ended::err);
    assertEquals(0, ended.status());
  }

  @Test
  void the_value_of_an_option_is_not_the_mode() throws Exception {
    Files.writeString(folder.resolve("b"), "- localhost\n");
    Files.writeString(folder.resolve("l"), "- echo from l\n");
    var ended = pegasus().run("--hosts-file", "b", "--queue-file", "l", "q");
    assertEquals("[localhost] from l\n", ended.out(), ended::err);
  }

  @Test
  void output_can_be_left_out() throws Exception {
    var ended =
        pegasus()
            .hosts("- localhost")
            .queue("- echo out; echo err >&2; exit 4")
            .run("q", "-p", "0");
    assertEquals("", ended.out());
    assertFalse(ended.err().contains("] err"), ended::err);
    assertTrue(ended.err().contains("[localhost] exit status 4"), ended::err);
    assertEquals(1, ended.status());
  }

  @Test
  void a_mode_that_is_none_is_told_which_there_are() throws Exception {
    String said = pegasus().runInside("x").err();
    assertTrue(
        said.startsWith("[Pegasus] there is no mode 'x'; there are q, b, l and retry\n"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "q --nonsense",
        "q surplus",
        "q --hosts-file",
        "q -p many",
        "q -p -1",
        "q -p 4294967295",
        "q -e",
        "b -e -i",
        "l --daemon",
        "-F"
      })
  void what_cannot_be_meant_is_refused(String arguments) throws Exception {
    var ended = pegasus().runInside(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertEquals(2, ended.status());
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("[Pegasus] "), ended::err);
    assertTrue(ended.err().matches("(?s).*see: pegasus( [qbl])? --help\n"), ended::err);
    assertFalse(ended.err().contains("\tat "), ended::err);
  }

  @Test
  void help_names_the_modes_and_their_options() throws Exception {
    assertTrue(help("--help").matches("(?s).*\\bq, queue\\b.*\\bb, broadcast\\b.*\\bl, lock\\b.*"));
    assertTrue(help("q", "--help").contains("-d, --daemon"));
    assertTrue(help("--help", "b").contains("-e, --error-aborts"));
    assertTrue(help("l", "-h").contains("--editor=CMD"));
  }

  @Test
  void the_version_is_told() throws Exception {
    assertTrue(help("--version").matches("pegasus \\d+\\.\\d+\\.\\d+\n"));
    assertEquals(help("--version"), help("q", "-V"));
  }

  private String help(String... arguments) throws Exception {
    Program.Ended ended = pegasus().runInside(arguments);
    assertEquals(0, ended.status(), ended::err);
    assertEquals("", ended.err());
    return ended.out();
  }

  private Pegasus pegasus() {
    return Pegasus.in(folder);
  }
}
