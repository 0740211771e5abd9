package pegasus.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pegasus.spec.YamlEvent.Alias;
import pegasus.spec.YamlEvent.DocumentStart;
import pegasus.spec.YamlEvent.End;
import pegasus.spec.YamlEvent.ListStart;
import pegasus.spec.YamlEvent.MappingStart;
import pegasus.spec.YamlEvent.Scalar;

/// Makes nodes of the events of one document. An alias becomes the node that it stands for.
final class YamlNodes {
  private static final int DEEPEST = 20;

  private final Supplier<YamlEvent> events;
  private final Map<String, Node> anchors = new HashMap<>();

  YamlNodes(Supplier<YamlEvent> events) {
    this.events = events;
  }

  /// The node that starts with the event `first`, which is taken from the events already.
  Node node(YamlEvent first) {
    return node(first, 0);
  }

  private Node node(YamlEvent first, int depth) {
    Place place = first.place();
    if (depth > DEEPEST) {
      throw place.mistake("lists nested over " + DEEPEST + " deep");
    }
    Node node =
        switch (first) {
          case Alias _ -> known(first.anchor().orElseThrow(), place);
          case Scalar scalar -> new Node.Scalar(place, scalar.text(), scalar.plain());
          case ListStart _ -> new Node.Listing(place, items(depth + 1));
          case MappingStart _ -> new Node.Mapping(place, pairs(depth + 1));
          case DocumentStart _, End _ -> throw new AssertionError("no node starts with " + first);
        };
    first.anchor().ifPresent(name -> anchors.put(name, node));
    return node;
  }

  private Node known(String anchor, Place place) {
    Node node = anchors.get(anchor);
    if (node == null) {
      throw place.mistake(
          "*%s stands for an anchor &%1$s, which is not above it; quote it if it is a text"
              .formatted(anchor));
    }
    return node;
  }

  private List<Node> items(int depth) {
    var items = new ArrayList<Node>();
    for (YamlEvent event = events.get(); !(event instanceof End); event = events.get()) {
      items.add(node(event, depth));
    }
    return items;
  }

  private List<Node.Pair> pairs(int depth) {
    var pairs = new ArrayList<Node.Pair>();
    for (YamlEvent event = events.get(); !(event instanceof End); event = events.get()) {
      Node key = node(event, depth);
      pairs.add(new Node.Pair(key, node(events.get(), depth)));
    }
    return pairs;
  }
}
