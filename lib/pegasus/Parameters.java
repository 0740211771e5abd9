package pegasus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The named values that a host and a job have.
final class Parameters {
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

  /// `container=gpu0, user=me`.
  static String describe(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
