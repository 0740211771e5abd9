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
    return Place.at(file, text, text.indexOf(character))
        .mistake(
            "not YAML: the character U+%04X may not stand here; in double quotes it is \\u%1$04X"
                .formatted(character));
  }
}
