package pegasus.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// What ssh_config says about one destination: keywords in lower case, each with the values that
/// hold for it. The first value of a keyword wins, except where several files may be named.
final class SshKeywords {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})([smhdw]?)");
  private static final Pattern TIMES = Pattern.compile("(" + TIME + "){1,8}");
  private static final Set<String> YES = Set.of("yes", "true");

  /// More is as good as no limit, and more milliseconds than a socket can count.
  private static final Duration LONGEST = Duration.ofDays(24);

  private static final Map<String, Long> SECONDS =
      Map.of("", 1L, "s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);

  private final Map<String, List<String>> values = new HashMap<>();

  void add(String keyword, String value) {
    values.computeIfAbsent(keyword.toLowerCase(Locale.ROOT), k -> new ArrayList<>()).add(value);
  }

  List<String> all(String keyword) {
    return List.copyOf(values.getOrDefault(keyword, List.of()));
  }

  /// The value that holds; `none` is a value like any other.
  Optional<String> first(String keyword) {
    return all(keyword).stream().findFirst();
  }

  /// The value that holds, unless it is `none`.
  Optional<String> some(String keyword) {
    return first(keyword).filter(value -> !value.equalsIgnoreCase("none"));
  }

  /// All but these keywords.
  Map<String, List<String>> without(Set<String> keywords) {
    var others = new HashMap<>(values);
    others.keySet().removeAll(keywords);
    return Map.copyOf(others);
  }

  /// The same, but with these values.
  SshKeywords with(Map<String, String> others) {
    var changed = new SshKeywords();
    changed.values.putAll(values);
    others.forEach((keyword, value) -> changed.values.put(keyword, List.of(value)));
    return changed;
  }

  boolean flag(String keyword, boolean otherwise) {
    return first(keyword).map(v -> YES.contains(v.toLowerCase(Locale.ROOT))).orElse(otherwise);
  }

  /// Whether the value that holds is one of these.
  boolean says(String keyword, Set<String> some) {
    return first(keyword).filter(v -> some.contains(v.toLowerCase(Locale.ROOT))).isPresent();
  }

  /// The value as a whole number, where it is one.
  OptionalInt number(String keyword) {
    return first(keyword).filter(v -> NUMBER.matcher(v).matches()).map(Integer::parseInt).stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /// A time such as `90` (seconds), `90s` or `1m30s`; zero and `none` count as not set.
  Optional<Duration> time(String keyword) {
    return first(keyword)
        .filter(value -> TIMES.matcher(value).matches())
        .map(SshKeywords::seconds)
        .filter(Duration::isPositive);
  }

  private static Duration seconds(String value) {
    var time =
        TIME.matcher(value)
            .results()
            .map(part -> Long.parseLong(part.group(1)) * SECONDS.get(part.group(2)))
            .map(Duration::ofSeconds)
            .reduce(Duration.ZERO, Duration::plus);
    return time.compareTo(LONGEST) > 0 ? LONGEST : time;
  }
}
