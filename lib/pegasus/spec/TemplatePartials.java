package pegasus.spec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The partials of a template, by number: the engine would not take every name.
final class TemplatePartials {
  private static final String BODY = "@partial-block";

  private final Map<String, String> numbers = new HashMap<>();
  private final Set<String> defined = new HashSet<>();
  private final Map<String, Integer> used = new HashMap<>();

  /// The number of a partial that is made here.
  String define(String name) {
    defined.add(name);
    return number(name);
  }

  /// The number of a partial that has to be made somewhere.
  ///
  /// @param start where it is used, for the message
  String use(String name, int start) {
    used.putIfAbsent(name, start);
    return number(name);
  }

  /// The number of a partial whose block says what to render if there is none.
  String useOrElse(String name) {
    return number(name);
  }

  /// @throws pegasus.PegasusException.Malformed when one is used that is never made
  void check(Cursor cursor) {
    used.forEach(
        (name, start) -> {
          if (!defined.contains(name) && !name.equals(BODY)) {
            String how = "; one is made by {{#*inline \"" + name + "\"}}...{{/inline}}";
            throw cursor.mistake(start, "there is no partial `" + name + "`" + how);
          }
        });
  }

  private String number(String name) {
    return name.equals(BODY) ? name : numbers.computeIfAbsent(name, n -> "p" + numbers.size());
  }
}
