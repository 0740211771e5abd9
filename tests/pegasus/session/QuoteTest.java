package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuoteTest {
  private static final List<String> TEXTS =
      List.of(
          "", " ", "word", "two words", "'", "''", "it's", "'quoted'", "\"", "$HOME", "$$", "`id`", "$(id)", "\\",
          "\\\\", "\\'", "a\\nb", "!", "!!", "!$", "a!b", "!'\\", "#", "~", "~root", "*", "?", "[a-z]", "{a,b}", "&",
          "|", ";", "<>()", "%1", "^a^b", "\t", "-n", "--", "=ls", "\u0001\u007f", "é 漢字 🙂",
          "kill -s TERM -- -1", "echo \":pegasus:$$\" >&2");

  private static final List<String> LINES = List.of("\n", "a\nb\n", "\\\n", "'\n'", "!\n\\'\n\n", "a \\\n b");

  @Test
  void every_shell_takes_a_quoted_word_as_it_is() throws Exception {
    for (var shell : Shells.installed()) {
      for (var text : TEXTS) {
        assertEquals(text, printedBy(shell, text), shell);
      }
    }
  }

  @Test
  void every_shell_but_csh_takes_newlines_too() throws Exception {
    for (var shell : Shells.installed()) {
      if (!shell.endsWith("csh")) {
        for (var text : LINES) {
          assertEquals(text, printedBy(shell, text), shell);
        }
      }
    }
  }

  @Test
  void a_plain_command_stays_readable() {
    assertEquals("'python train.py --lr 1e-3'", Quote.word("python train.py --lr 1e-3"));
    assertEquals("'it'\\''s'", Quote.word("it's"));
    assertEquals("''", Quote.word(""));
  }

  /// What a shell's own `printf` makes of the word, between two marks that keep what is at its ends.
  private static String printedBy(String shell, String text) throws IOException {
    var process =
        Shells.reading(shell, "printf '<%s>' " + Quote.word(text)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("<", printed.substring(0, 1), () -> shell + " says " + printed);
    return printed.substring(1, printed.length() - 1);
  }
}
