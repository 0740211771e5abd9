package pegasus.spec;

import java.util.Optional;
import pegasus.PegasusException.Malformed;

/// What is said of a text that is not YAML.
final class YamlMistake {
  private YamlMistake() {}

  /// @param problem in the words of the parser
  /// @param within the start of what the parser was reading, if it says so
  static Malformed syntax(String problem, Place place, Optional<Place> within) {
    if (problem.contains("TAB")) {
      return mistake(place, problem, "indent with blanks, not with tabs");
    }
    if (within.isPresent() && problem.matches(".*(end of stream|stream end).*")) {
      return mistake(within.get(), problem, "close the quote or bracket that opens here");
    }
    return mistake(place, problem, "quote what is meant as a text, and indent all entries alike");
  }

  private static Malformed mistake(Place place, String problem, String advice) {
    String words = problem.replaceFirst(" \\(Do not use .*", "");
    return place.mistake("not YAML: " + words + "; " + advice);
  }

  /// @param character one that YAML does not allow; it is told where it stands first
  static Malformed character(String file, String text, int character) {
    String before = text.substring(0, text.indexOf(character));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = (int) before.substring(before.lastIndexOf('\n') + 1).codePoints().count() + 1;
    return new Place(file, line, column)
        .mistake(
            "not YAML: the character U+%04X may not stand here; in double quotes it is \\u%1$04X"
                .formatted(character));
  }
}
