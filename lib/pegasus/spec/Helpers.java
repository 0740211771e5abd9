package pegasus.spec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All helpers by name.
final class Helpers {
  private static final Map<String, Helper> ALL =
      Stream.of(
              controls(),
              TextHelpers.ALL,
              CaseHelpers.ALL,
              LogicHelpers.ALL,
              JsonHelpers.ALL,
              PathHelpers.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(h -> h.signature().name(), h -> h));

  /// Helpers of the original that a command runner is better without.
  private static final Set<String> LEFT_OUT = Set.of("http_get", "gitignore_io", "jsonnet");

  private Helpers() {}

  static Optional<Helper> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Collection<Helper> all() {
    return new TreeMap<>(ALL).values();
  }

  /// What to say about a name that is no helper's.
  static String unknown(String name) {
    if (LEFT_OUT.contains(name)) {
      return "the helper `%s` is left out: templates load nothing from the network, and run nothing"
          .formatted(name);
    }
    var names = new TreeMap<>(ALL).navigableKeySet();
    return "there is no helper `%s`%s; there is %s"
        .formatted(name, NearestName.hint(name, names), String.join(", ", names));
  }

  private static List<Helper> controls() {
    return Stream.of(
            "#if VALUE [includeZero=]",
            "#unless VALUE [includeZero=]",
            "#each LIST",
            "#with VALUE",
            "#raw",
            "assign NAME VALUE")
        .map(Signature::new)
        .<Helper>map(Helper.Control::new)
        .toList();
  }
}
