package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuoteTest {
  @Test
  void every_shell_takes_a_quoted_word_as_it_is() throws Exception {
    for (var shell : LoginShells.installed()) {
      for (var text : OddTexts.ofOneLine()) {
        assertEquals(text, printedBy(shell, text), shell);
      }
    }
  }

  @Test
  void every_shell_but_csh_takes_newlines_too() throws Exception {
    for (var shell : LoginShells.installed()) {
      if (!shell.endsWith("csh")) {
        for (var text : OddTexts.ofSeveralLines()) {
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

  /// What a shell's own `printf` makes of the word, between two marks that keep what is at its
  /// ends.
  private static String printedBy(String shell, String text) throws IOException {
    var process =
        LoginShells.reading(shell, "printf '<%s>' " + Quote.word(text))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("<", printed.substring(0, 1), () -> shell + " says " + printed);
    return printed.substring(1, printed.length() - 1);
  }
}
