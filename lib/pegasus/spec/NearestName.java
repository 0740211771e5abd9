package pegasus.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Guesses which name was meant.
final class NearestName {
  private NearestName() {}

  /// ` (did you mean `bs`?)`, or nothing.
  static String hint(String written, Collection<String> names) {
    return nearest(written, names).map(name -> " (did you mean `" + name + "`?)").orElse("");
  }

  /// A name that a few slips turn into what was written: three at most, and in a third of its
  /// letters.
  private static Optional<String> nearest(String written, Collection<String> names) {
    int reach = Math.clamp((written.length() + 1) / 3, 1, 3);
    var distance = new LevenshteinDistance(reach);
    return names.stream()
        .filter(name -> name.length() > 1 && distance.apply(written, name) >= 0)
        .min(Comparator.comparing(name -> distance.apply(written, name)));
  }
}
