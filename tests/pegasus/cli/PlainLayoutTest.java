package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLayoutTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\n\n\n",
        "a\n",
        "1234567\n",
        "12345678\n",
        "123456789\n\n1\n",
        "\u000b\n\u000b\u000b\n",
        "\u008a\u010a\n",
        "节点 😀\n"
      })
  void each_line_stands_behind_the_prefix_as_it_came(String lines) {
    check("node-1", lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1234", "12345", "123456", "节点", "node-1.example.com (gpu=0)"})
  void a_prefix_may_be_of_any_length(String label) {
    check(label, "a\n1234567\n\n12345678\n");
  }

  @Test
  void it_does_not_matter_what_the_lines_are() {
    var random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      int length = random.nextInt(60);
      String characters = i % 2 == 0 ? "\n\u000b\t x" : "\n\u008a\u0a0a\ufffd0123456789";
      String line =
          random
              .ints(length, 0, characters.length())
              .mapToObj(at -> characters.substring(at, at + 1))
              .collect(Collectors.joining());
      check("n" + i, line + "\n");
    }
  }

  private static void check(String label, String lines) {
    String withoutEnd = lines.substring(0, lines.length() - 1);
    String prefix = "[" + label + "] ";
    String expected = prefix + withoutEnd.replace("\n", "\n" + prefix) + "\n";
    var laid = new PlainLayout().lay(new Prefix(label, Color.NONE), false, lines);
    assertEquals(expected, UTF_8.decode(laid).toString());
  }
}
