package pegasus;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;

/// The named values that a host and a job have.
final class Parameters {
  private static final int READABLE = 30;

  private Parameters() {}

  /// A copy in the same order.
  ///
  /// @param key the name that none may have, since files give it to what the parameters belong to
  /// @throws PegasusException.Malformed if one has it, or a blank name
  static Map<String, String> copy(Map<String, String> parameters, String key) {
    for (String name : parameters.keySet()) {
      if (name.isBlank()) {
        throw new PegasusException.Malformed("a parameter needs a name; this one is blank");
      }
      if (name.equals(key)) {
        throw new PegasusException.Malformed(
            "a parameter cannot be named " + key + ", which stands for the " + key + " itself");
      }
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /// A copy with one more value, or with another one for a name that is there.
  ///
  /// @throws PegasusException.Malformed for a value that cannot be meant: null, an array, a list,
  ///   an Optional
  static Map<String, String> with(Map<String, String> parameters, String name, Object value) {
    var more = new LinkedHashMap<>(parameters);
    more.put(name, text(name, value));
    return more;
  }

  /// A Java value as the text that a command gets.
  static String text(String name, Object value) {
    if (value == null || isSeveral(value)) {
      throw new PegasusException.Malformed(
          "parameter %s: %s is no value; give a text, a number, or anything else with a text"
              .formatted(name, value == null ? "null" : "a " + value.getClass().getSimpleName()));
    }
    String text = value.toString();
    return value instanceof Number && text.contains("E") ? plain(text) : text;
  }

  // Or maybe none.
  private static boolean isSeveral(Object value) {
    return value.getClass().isArray()
        || (value instanceof Iterable<?> && !(value instanceof Path))
        || value instanceof Map<?, ?>
        || value instanceof Optional<?>
        || value instanceof BaseStream<?, ?>;
  }

  /// Not every program reads `1.0E-4`: 0.0001, unless that gets too long to be read by anybody.
  private static String plain(String number) {
    String plain = new BigDecimal(number).stripTrailingZeros().toPlainString();
    return plain.length() > READABLE ? number : plain;
  }

  /// `container=gpu0, user=me`.
  static String describe(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
