package pegasus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {
  private static final int MIB = 1 << 20;

  private final List<String> texts = new ArrayList<>();
  private final Lines lines = new Lines(texts::add);

  /// `|` stands between two calls, `,` between two texts handed on; `\n` and `\r` stand for
  /// themselves.
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "a\\n > a\\n",
        "a\\nb\\nc\\n > a\\nb\\nc\\n",
        "a\\nb > a\\n,b\\n",
        "a|b\\n|c > ab\\n,c\\n",
        "a > a\\n",
        "\\n > \\n",
        "\\n\\n\\n > \\n\\n\\n",
        "10%\\r20%\\r|30%\\n > 10%\\n20%\\n,30%\\n",
        "10%\\r > 10%\\n",
        "a\\r\\nb\\r\\n > a\\nb\\n",
        "a\\r|\\nb\\n > a\\n,b\\n",
        "a\\r|\\n > a\\n",
        "a\\r|\\n\\n > a\\n,\\n",
        "a\\r|b\\n > a\\n,b\\n",
        "a\\n\\rb\\n > a\\n\\nb\\n",
        "a\\r\\r\\nb > a\\n\\n,b\\n",
        "\\r\\n > \\n",
        "a\\rb\\nc\\r\\nd > a\\nb\\nc\\n,d\\n"
      })
  void each_of_the_three_line_ends_ends_one_line(String calls, String expected) {
    for (String call : control(calls).split("\\|", -1)) {
      accept(call.getBytes(UTF_8));
    }
    lines.end();
    assertEquals(List.of(control(expected).split(",", -1)), texts);
  }

  @Test
  void nothing_comes_of_nothing() {
    accept(new byte[0]);
    lines.end();
    assertEquals(List.of(), texts);
  }

  @Test
  void a_call_without_bytes_does_not_come_between_return_and_newline() {
    accept("a\r".getBytes(UTF_8));
    accept(new byte[0]);
    accept("\n".getBytes(UTF_8));
    lines.end();
    assertEquals(List.of("a\n"), texts);
  }

  @Test
  void a_line_is_handed_on_as_soon_as_it_ends() {
    accept("10%\r".getBytes(UTF_8));
    assertEquals(List.of("10%\n"), texts);
  }

  @Test
  void only_the_first_bytes_count() {
    lines.accept("a\nrubbish".getBytes(UTF_8), 2);
    lines.end();
    assertEquals(List.of("a\n"), texts);
  }

  @Test
  void characters_stay_whole_wherever_the_bytes_are_split() {
    String text = "é 中文 😀\n";
    for (byte b : text.getBytes(UTF_8)) {
      accept(new byte[] {b});
    }
    assertEquals(List.of(text), texts);
  }

  @Test
  void what_is_not_utf_8_is_shown_as_such() {
    accept(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3, '\n', (byte) 0xE4});
    lines.end();
    assertEquals(List.of("a\uFFFDb\uFFFD\n", "\uFFFD\n"), texts);
  }

  @Test
  void a_line_that_is_too_long_comes_in_pieces() {
    byte[] block = "x".repeat(32768).getBytes(UTF_8);
    for (int i = 0; i < 80; i++) {
      accept(block);
    }
    accept("\nnext\n".getBytes(UTF_8));
    String piece = "x".repeat(MIB) + "\n";
    assertEquals(List.of(piece, piece, "x".repeat(MIB / 2) + "\nnext\n"), texts);
  }

  @Test
  void a_line_of_exactly_the_longest_length_is_one() {
    accept("x".repeat(MIB).getBytes(UTF_8));
    accept("\n".getBytes(UTF_8));
    lines.end();
    assertEquals(List.of("x".repeat(MIB) + "\n"), texts);
  }

  @Test
  void one_large_call_is_cut_too() {
    accept(("a\r" + "x".repeat(2 * MIB) + "y\n").getBytes(UTF_8));
    String piece = "x".repeat(MIB) + "\n";
    assertEquals(List.of("a\n" + piece + piece + "y\n"), texts);
  }

  @Test
  void no_character_is_cut_where_a_long_line_is() {
    for (int offset = 0; offset < 4; offset++) {
      texts.clear();
      String line = "x".repeat(MIB - offset) + "😀tail";
      for (int at = 0, step = 1000; at < line.length(); at += step) {
        accept(line.substring(at, Math.min(line.length(), at + step)).getBytes(UTF_8));
      }
      accept("\n".getBytes(UTF_8));
      assertEquals(line, String.join("", texts).replace("\n", ""));
    }
  }

  @Test
  void a_character_that_is_split_between_calls_at_the_cut_stays_whole() {
    byte[] smile = "😀".getBytes(UTF_8);
    accept("x".repeat(MIB - 1).getBytes(UTF_8));
    for (byte b : smile) {
      accept(new byte[] {b});
    }
    accept("y\n".getBytes(UTF_8));
    assertEquals("x".repeat(MIB - 1) + "😀\ny\n", String.join("", texts));
  }

  @Test
  void a_flood_of_later_bytes_of_characters_is_cut_as_well() {
    byte[] flood = new byte[3 * MIB];
    Arrays.fill(flood, (byte) 0x80);
    accept(flood);
    lines.end();
    assertEquals(3, texts.stream().flatMap(String::lines).count());
    assertTrue(texts.stream().flatMap(String::lines).allMatch(line -> line.length() <= MIB + 3));
  }

  @Test
  void bytes_are_counted() {
    accept("a\r\nb\n".getBytes(UTF_8));
    accept("é".getBytes(UTF_8));
    lines.end();
    assertEquals(7, lines.bytes());
  }

  @Test
  void it_does_not_matter_how_the_bytes_are_split() {
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      byte[] bytes = randomBytes(random, "ab\r\n\n\r😀é");
      texts.clear();
      var whole = new Lines(texts::add);
      whole.accept(bytes, bytes.length);
      whole.end();
      String expected = String.join("", texts);
      texts.clear();
      var split = new Lines(texts::add);
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(5));
        split.accept(Arrays.copyOfRange(bytes, at, at + length), length);
        at += length;
      }
      split.end();
      assertEquals(expected, String.join("", texts));
    }
  }

  private static byte[] randomBytes(Random random, String alphabet) {
    int[] characters = alphabet.codePoints().toArray();
    var text = new StringBuilder();
    random.ints(40, 0, characters.length).forEach(i -> text.appendCodePoint(characters[i]));
    return text.toString().getBytes(UTF_8);
  }

  private void accept(byte[] bytes) {
    lines.accept(bytes, bytes.length);
  }

  private static String control(String text) {
    return text.replace("\\n", "\n").replace("\\r", "\r");
  }
}
