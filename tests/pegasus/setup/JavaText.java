package pegasus.setup;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The code of a Java file, without its comments, strings and characters.
record JavaText(String code) {
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'|//[^\n]*|/\\*.*?\\*/",
          Pattern.DOTALL);

  static JavaText of(String source) {
    return new JavaText(NOT_CODE.matcher(source).replaceAll(" "));
  }

  /// Everything that this code matches `pattern` with, sorted, without repetitions.
  Set<String> all(String pattern) {
    var found = new TreeSet<String>();
    Pattern.compile(pattern).matcher(code).results().forEach(match -> found.add(match.group()));
    return found;
  }
}
