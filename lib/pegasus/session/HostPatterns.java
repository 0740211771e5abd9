package pegasus.session;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A pattern list as ssh_config and known_hosts write it: `*` and `?` are wildcards, and a name
/// that matches a pattern with a leading `!` is out, whatever else matches (ssh_config(5),
/// PATTERNS).
///
/// @param patterns compared letter by letter: ssh_config tells `A` from `a`
record HostPatterns(List<String> patterns) {
  boolean matches(String name) {
    boolean matched = false;
    for (String pattern : patterns) {
      boolean negated = pattern.startsWith("!");
      if (matches(negated ? pattern.substring(1) : pattern, name)) {
        if (negated) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  private static boolean matches(String pattern, String name) {
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      return pattern.equals(name); // most are names, and there may be thousands
    }
    return name.matches(
        pattern.chars().mapToObj(HostPatterns::regex).collect(Collectors.joining()));
  }

  private static String regex(int letter) {
    return switch (letter) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(letter));
    };
  }
}
