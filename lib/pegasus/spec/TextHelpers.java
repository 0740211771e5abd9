package pegasus.spec;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Helpers that change a text.
final class TextHelpers {
  private static final Pattern LEADING = Pattern.compile("\\A\\p{IsWhite_Space}+");
  private static final Pattern TRAILING = Pattern.compile("\\p{IsWhite_Space}+\\z");
  private static final Pattern SAFE_IN_SHELL = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

  static final List<Helper> ALL =
      List.of(
          Helper.text("to_lower_case", text -> text.toLowerCase(Locale.ROOT)),
          Helper.text("to_upper_case", text -> text.toUpperCase(Locale.ROOT)),
          Helper.text("trim", text -> trimStart(trimEnd(text))),
          Helper.text("trim_start", TextHelpers::trimStart),
          Helper.text("trim_end", TextHelpers::trimEnd),
          Helper.of(
              "replace TEXT FROM TO",
              call -> Json.of(call.text(0).replace(call.text(1), call.text(2)))),
          Helper.of("quote MARK TEXT", call -> Json.of(quote(call.text(0), call.text(1)))),
          Helper.text("unquote", Unquoted::of),
          Helper.text("shell_quote", TextHelpers::shellQuote),
          Helper.forgiving("first_non_empty VALUE ...", TextHelpers::firstNonEmpty));

  private TextHelpers() {}

  private static String trimStart(String text) {
    return LEADING.matcher(text).replaceFirst("");
  }

  private static String trimEnd(String text) {
    return TRAILING.matcher(text).replaceFirst("");
  }

  /// Puts the text between marks, with a backslash before each backslash and mark in it.
  private static String quote(String marks, String text) {
    String mark = marks.isEmpty() ? "\"" : marks.substring(0, marks.offsetByCodePoints(0, 1));
    return mark + text.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark;
  }

  /// The text as one word of `sh`, in single quotes unless it needs none.
  private static String shellQuote(String text) {
    return SAFE_IN_SHELL.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static JsonElement firstNonEmpty(Helper.Call call) {
    return call.arguments().stream()
        .filter(value -> Json.isText(value) && !value.getAsString().isEmpty())
        .findFirst()
        .orElseGet(() -> Json.of(""));
  }
}
