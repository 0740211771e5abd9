package pegasus.spec;

import java.util.List;

/// Helpers that turn words into one of the ways to write names. Words are runs of letters and
/// digits; only ASCII letters change. What counts as a new word follows the crate `Inflector`, the
/// odd cases too: file names that were made with it should come out the same.
final class CaseHelpers {
  static final List<Helper> ALL =
      List.of(
          Helper.text("to_camel_case", text -> capitals(text, false, "", false)),
          Helper.text("to_pascal_case", text -> capitals(text, true, "", false)),
          Helper.text("to_title_case", text -> capitals(text, true, " ", false)),
          Helper.text("to_train_case", text -> capitals(text, true, "-", false)),
          Helper.text("to_sentence_case", text -> capitals(text, true, " ", true)),
          Helper.text("to_class_case", CaseHelpers::classCase),
          Helper.text("to_snake_case", text -> separated(text, '_')),
          Helper.text("to_kebab_case", text -> separated(text, '-')),
          Helper.text("to_screaming_snake_case", text -> upper(separated(text, '_'))),
          Helper.text("to_table_case", CaseHelpers::tableCase),
          Helper.text("to_plural", Inflection::plural),
          Helper.text("to_singular", Inflection::singular));

  private CaseHelpers() {}

  /// A capital at the start of each word.
  ///
  /// @param firstToo whether the first word gets one
  /// @param separator what stands between words
  /// @param onlyFirst whether only the first word gets one
  private static String capitals(
      String text, boolean firstToo, String separator, boolean onlyFirst) {
    var result = new StringBuilder();
    boolean newWord = firstToo;
    boolean first = true;
    int last = ' ';
    for (int c : trimmed(text).codePoints().toArray()) {
      if (!isWordPart(c)) {
        newWord |= !result.isEmpty();
      } else if (isNumeric(c)) {
        newWord = true;
        result.appendCodePoint(c);
      } else if (newWord || (Character.isLowerCase(last) && Character.isUpperCase(c))) {
        newWord = false;
        result
            .append(first ? "" : separator)
            .appendCodePoint(onlyFirst && !first ? lower(c) : upper(c));
        first = false;
      } else {
        last = c;
        result.appendCodePoint(lower(c));
      }
    }
    return result.toString();
  }

  /// Small letters, with a separator between words, and before a capital beside a small letter.
  /// Digits count as capitals.
  private static String separated(String text, char separator) {
    int[] letters = text.codePoints().toArray();
    int end = (int) trimmed(text).codePoints().count();
    var result = new StringBuilder();
    boolean newWord = true;
    for (int i = 0; i < end; i++) {
      int c = letters[i];
      boolean part = isWordPart(c);
      if (!newWord
          && (!part || (c == upper(c) && (isLower(letters, i + 1) || isLower(letters, i - 1))))) {
        result.append(separator);
      }
      if (part) {
        result.appendCodePoint(lower(c));
      }
      newWord = !part;
    }
    return result.toString();
  }

  /// A singular with capitals: `LogMessage` from `log_messages`.
  private static String classCase(String text) {
    String words = capitals(text, true, "", false);
    int last = words.length();
    while (last > 0 && !Character.isUpperCase(words.codePointBefore(last))) {
      last = words.offsetByCodePoints(last, -1);
    }
    int split = last == 0 ? 0 : words.offsetByCodePoints(last, -1);
    return words.substring(0, split) + Inflection.singular(words.substring(split));
  }

  /// A plural with underscores: `log_messages` from `LogMessage`.
  private static String tableCase(String text) {
    String words = separated(text, '_');
    int split = Math.max(words.lastIndexOf('_'), 0);
    return words.substring(0, split) + Inflection.plural(words.substring(split));
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && !isWordPart(text.codePointBefore(end))) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  private static boolean isWordPart(int c) {
    return Character.isAlphabetic(c) || isNumeric(c);
  }

  private static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> false;
    };
  }

  private static boolean isLower(int[] letters, int index) {
    return index >= 0 && index < letters.length && Character.isLowerCase(letters[index]);
  }

  private static String upper(String text) {
    return text.codePoints()
        .map(CaseHelpers::upper)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
  }
}
