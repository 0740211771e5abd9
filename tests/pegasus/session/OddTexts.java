package pegasus.session;

import java.util.List;
import java.util.stream.Stream;

/// Text that shells, templates and escapes like to trip over.
final class OddTexts {
  private static final String WORDS =
      """
      word ' '' it's 'quoted' '!' " "" $HOME ${x} $$ $x `id` $(id) $'x' # #x ~ ~root
      * ? [a-z] {a,b} {{x}} ^a^b ! !! !$ a!b & && | || ; ;; < > <> >&2 () = =ls -n -- +x :
      \\ \\\\ \\n \\' \\" \\! a\\nb c:\\dir !'\\ % %s %% %1 @ é 漢字 🙂 \u0001\u001b[0m\u007f
      :pegasus:1 a'b"c\\d!e$f`g
      """;

  private static final List<String> SPACED =
      List.of("", " ", "\t", "two words", "  x  ", "# x", "'a' \"b\"", "kill -s TERM -- -1");

  private static final List<String> LINES =
      List.of("\n", "\n\n", "a\nb\n", "\\\n", "'\n'", "!\n\\'\n\n", "a \\\n b", "\r", "\r\n");

  private OddTexts() {}

  /// Without newlines.
  static List<String> ofOneLine() {
    return Stream.concat(Stream.of(WORDS.strip().split("\\s+", -1)), SPACED.stream()).toList();
  }

  /// With newlines.
  static List<String> ofSeveralLines() {
    return LINES;
  }
}
