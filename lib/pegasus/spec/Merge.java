package pegasus.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import pegasus.spec.Node.Listing;
import pegasus.spec.Node.Mapping;
import pegasus.spec.Node.Pair;
import pegasus.spec.Node.Scalar;

/// YAML's merge key: `<<: *defaults` stands for the pairs of the mapping `defaults`, as far as the
/// entry does not give them itself. The merged pairs stand where the `<<` stood; of several
/// mappings, the earlier one counts.
final class Merge {
  private Merge() {}

  static List<Pair> flatten(Mapping mapping) {
    Set<String> given = new HashSet<>();
    mapping.pairs().stream().filter(pair -> !isMerge(pair)).forEach(pair -> isNew(pair, given));
    var pairs = new ArrayList<Pair>();
    for (Pair pair : mapping.pairs()) {
      if (isMerge(pair)) {
        merged(pair.value()).stream().filter(other -> isNew(other, given)).forEach(pairs::add);
      } else {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  /// Whether the pair's name was not in `given` yet. It is from now on.
  private static boolean isNew(Pair pair, Set<String> given) {
    return !(pair.key() instanceof Scalar key) || given.add(key.text());
  }

  private static boolean isMerge(Pair pair) {
    return pair.key() instanceof Scalar key && key.plain() && key.text().equals("<<");
  }

  private static List<Pair> merged(Node value) {
    return switch (value) {
      case Mapping mapping -> flatten(mapping);
      case Listing listing -> listing.items().stream().flatMap(i -> merged(i).stream()).toList();
      case Scalar _ -> throw value.place().mistake("<< takes a mapping, such as *defaults");
    };
  }
}
