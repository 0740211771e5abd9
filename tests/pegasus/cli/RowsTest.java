package pegasus.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a terminal gets to show. In the expected rows, `\e` is the escape character.
class RowsTest {
  private static final Prefix PREFIX = new Prefix("n", Color.CYAN); // 4 columns

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void lines_that_are_too_wide_go_on_in_the_next_row(String what, String line, String... rows) {
    assertEquals(rows(rows), lay(14, line + "\n"));
  }

  static Stream<Arguments> lines_that_are_too_wide_go_on_in_the_next_row() {
    return Stream.of(
        table("a short line", "abc", "abc"),
        table("an empty line", "", ""),
        table("a line that just fits", "0123456789", "0123456789"),
        table("one more", "0123456789a", "0123456789", "a"),
        table("three rows", "0123456789abcdefghijk", "0123456789", "abcdefghij", "k"),
        table("blanks are kept", "  a       b c", "  a       ", "b c"),
        table("wide characters", "中文中文中", "中文中文中"),
        table("a wide character that does not fit", "a中文中文中", "a中文中文", "中"),
        table("emoji beyond the BMP", "😀😀😀😀😀😀", "😀😀😀😀😀", "😀"),
        table("emoji of the BMP", "⚡⭐⌚✅❌!", "⚡⭐⌚✅❌", "!"),
        table("emoji by a variation selector", "❤️❤️❤️❤️❤️!", "❤️❤️❤️❤️❤️", "!"),
        table("skin tones", "👍🏽👍🏽👍🏽👍🏽👍🏽!", "👍🏽👍🏽👍🏽👍🏽👍🏽", "!"),
        table("combining marks", "e\u0301".repeat(11), "e\u0301".repeat(10), "e\u0301"),
        table("newer combining marks", "e\u1ABF".repeat(11), "e\u1ABF".repeat(10), "e\u1ABF"),
        table("a mark on the last column", "012345678e\u0301x", "012345678e\u0301", "x"),
        table("zero width", "01234\u200B56789", "01234\u200B56789"),
        table("tabs", "a\tb", "a       b"),
        table("a tab on a tab stop", "01234567\t8", "01234567  ", "8"),
        table("what is not UTF-8", "\uFFFD".repeat(11), "\uFFFD".repeat(10), "\uFFFD"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void colours_take_no_room_and_end_with_the_row(String what, String line, String... rows) {
    assertEquals(rows(rows), lay(14, escapes(line) + "\n"));
  }

  static Stream<Arguments> colours_take_no_room_and_end_with_the_row() {
    return Stream.of(
        table("closed", "\\e[31mred\\e[0m!", "\\e[31mred\\e[0m!"),
        table("left open", "\\e[31mred", "\\e[31mred\\e[0m"),
        table("no width", "\\e[1;31m0123456789\\e[m", "\\e[1;31m0123456789\\e[m"),
        table("carried over", "\\e[31m0123456789ab", "\\e[31m0123456789\\e[0m", "\\e[31mab\\e[0m"),
        table(
            "several",
            "\\e[1m\\e[38;2;1;2;3m0123456789ab",
            "\\e[1m\\e[38;2;1;2;3m0123456789\\e[0m",
            "\\e[1m\\e[38;2;1;2;3mab\\e[0m"),
        table(
            "a reset forgets",
            "\\e[1mb\\e[0;32m123456789ab",
            "\\e[1mb\\e[0;32m123456789\\e[0m",
            "\\e[0;32mab\\e[0m"),
        table("sub-parameters", "\\e[4:3mabc\\e[m", "\\e[4:3mabc\\e[m"),
        table("erase in line goes", "\\e[01;31m\\e[Kabc\\e[m\\e[K", "\\e[01;31mabc\\e[m"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void what_could_steer_the_terminal_is_shown(String what, String line, String shown) {
    assertEquals(rows(shown), lay(200, escapes(line) + "\n"));
  }

  static Stream<Arguments> what_could_steer_the_terminal_is_shown() {
    return Stream.of(
        arguments("title", "\\e]0;owned\u0007", "^[]0;owned^G"),
        arguments("clipboard", "\\e]52;c;ZXZpbA==\\e\\", "^[]52;c;ZXZpbA==^[\\"),
        arguments("cursor", "a\\e[2A\\e[1;1Hb", "a^[[2A^[[1;1Hb"),
        arguments("clear", "\\e[2J\\ec", "^[[2J^[c"),
        arguments("alternate screen", "\\e[?1049h", "^[[?1049h"),
        arguments("bracketed paste", "\\e[?2004h\\e[200~rm\\e[201~", "^[[?2004h^[[200~rm^[[201~"),
        arguments("device control", "\\eP$q\"p\\e\\", "^[P$q\"p^[\\"),
        arguments("answers", "\\e[6n\\e[c\\e[>c\u0005", "^[[6n^[[c^[[>c^E"),
        arguments("keyboard, which also ends in m", "\\e[>4;1m\\e[?4m", "^[[>4;1m^[[?4m"),
        arguments("C1", "\u009B2J\u009D0;x\u009C\u0090", "^[[2J^[]0;x^[\\^[P"),
        arguments("bell, backspace, delete", "\u0007\b\u007F\u0000", "^G^H^?^@"),
        arguments("other line ends", "a\u000B\fb\u0085c", "a^K^Lb^[Ec"),
        arguments("an escape at the end", "a\\e", "a^["),
        arguments("half a sequence", "a\\e[", "a^[["),
        arguments("half a colour", "a\\e[31", "a^[[31"),
        arguments("a sequence in a sequence", "\\e[3\\e[31mx\\e[m", "^[[3\\e[31mx\\e[m"),
        arguments(
            "an endless colour", "\\e[" + "1;".repeat(40) + "m", "^[[" + "1;".repeat(40) + "m"));
  }

  @Test
  void every_line_starts_with_the_prefix() {
    assertEquals("[n] a\n[n] \n[n] b\n", lay(80, "a\n\nb\n"));
  }

  @Test
  void the_prefix_takes_its_colour_only_where_colours_are_wanted() {
    var layout = new TerminalLayout(() -> 80);
    assertEquals("\033[36m[n]\033[0m a\n", text(layout.lay(PREFIX, true, "a\n")));
  }

  @Test
  void a_wide_prefix_takes_the_room_it_shows() {
    var layout = new TerminalLayout(() -> 16);
    ByteBuffer laid = layout.lay(new Prefix("节点", Color.NONE), false, "0123456789\n");
    assertEquals("[节点] 012345678\n[节点] 9\n", text(laid));
  }

  @Test
  void lines_are_not_wrapped_where_the_width_is_unknown_or_leaves_no_room() {
    String line = "x".repeat(500) + "\n";
    assertEquals("[n] " + line, lay(0, line));
    assertEquals("[n] " + line, lay(11, line));
  }

  @Test
  void colours_without_end_do_not_grow_from_row_to_row() {
    int length = lay(14, "\033[35mx".repeat(10_000) + "\n").length();
    assertTrue(length < 10_000 * 6 + 1_000 * 200, length + " characters");
  }

  private static String lay(int columns, String text) {
    return text(new TerminalLayout(() -> columns).lay(PREFIX, false, text));
  }

  private static String text(ByteBuffer laid) {
    return UTF_8.decode(laid).toString();
  }

  private static Arguments table(String what, String line, String... rows) {
    return arguments(what, line, rows);
  }

  private static String rows(String... rows) {
    return "[n] " + escapes(String.join("\n[n] ", rows)) + "\n";
  }

  private static String escapes(String text) {
    return text.replace("\\e", "\033");
  }
}
