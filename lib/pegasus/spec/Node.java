package pegasus.spec;

import java.util.List;

/// A YAML document as it was written: scalars are text, aliases are resolved, mappings keep their
/// order.
sealed interface Node {
  Place place();

  /// @param plain whether it was written without quotes; an empty plain scalar is a missing value
  record Scalar(Place place, String text, boolean plain) implements Node {
    boolean missing() {
      return plain && text.isEmpty();
    }
  }

  record Listing(Place place, List<Node> items) implements Node {}

  record Mapping(Place place, List<Pair> pairs) implements Node {}

  record Pair(Node key, Node value) {}
}
