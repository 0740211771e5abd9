package pegasus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailTest {
  @Test
  void all_is_kept_while_it_fits() {
    var tail = new Tail(8);
    accept(tail, "ab\r\ncd\r");
    assertEquals("ab\r\ncd\r", tail.text());
    accept(tail, "e");
    assertEquals("ab\r\ncd\re", tail.text());
  }

  @Test
  void nothing_is_the_tail_of_nothing() {
    assertEquals("", new Tail(8).text());
  }

  @ParameterizedTest
  @CsvSource({
    "4, 1/2/3/4/, 3/4/", // the cut falls between two lines
    "5, 1/2/3/4/, 3/4/", // and inside one
    "4, abcdef, cdef", // no line starts in what is kept
    "6, abcdefg/x, defg/x", // a line starts too late to start with it
    "0, abc, ''",
    "1, abc, c"
  })
  void what_is_cut_starts_with_a_line_if_that_does_not_cost_much(
      int limit, String output, String expected) {
    var tail = new Tail(limit);
    accept(tail, output.replace('/', '\n'));
    assertEquals(expected.replace('/', '\n'), tail.text());
  }

  @Test
  void what_is_cut_starts_with_a_whole_character() {
    var tail = new Tail(6);
    accept(tail, "😀😀");
    assertEquals("😀", tail.text());
  }

  @Test
  void a_later_byte_of_a_character_that_never_began_is_shown_as_such() {
    var tail = new Tail(4);
    tail.accept(new byte[] {(byte) 0x80, 'a'}, 2);
    assertEquals("\uFFFDa", tail.text());
  }

  @Test
  void it_does_not_matter_how_the_bytes_come() {
    var random = new Random(7);
    for (int round = 0; round < 500; round++) {
      int limit = random.nextInt(12);
      var tail = new Tail(limit);
      var all = new StringBuilder();
      for (int call = random.nextInt(20); call > 0; call--) {
        String some = "abcdefghijklmnopqrstuvwxyz".substring(0, random.nextInt(26));
        accept(tail, some);
        all.append(some);
      }
      assertEquals(all.substring(Math.max(0, all.length() - limit)), tail.text());
    }
  }

  @Test
  void the_largest_limit_there_is_takes_memory_only_as_needed() {
    var tail = new Tail(Integer.MAX_VALUE);
    accept(tail, "abc");
    assertEquals("abc", tail.text());
  }

  private static void accept(Tail tail, String output) {
    byte[] bytes = output.getBytes(UTF_8);
    tail.accept(bytes, bytes.length);
  }
}
