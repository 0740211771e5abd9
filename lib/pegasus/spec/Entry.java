package pegasus.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Node.Listing;
import pegasus.spec.Node.Mapping;
import pegasus.spec.Node.Pair;
import pegasus.spec.Node.Scalar;

/// What an entry of hosts.yaml and one of queue.yaml have in common: each is a text, or a mapping
/// of names to one or more texts in which one name is required.
final class Entry {
  private Entry() {}

  /// @param required the name that must be there: `hostname` or `command`
  static Grid<Scalar> read(Node node, String required) {
    var axes =
        switch (node) {
          case Scalar scalar -> axis(required, text(scalar, required));
          case Mapping mapping -> axes(mapping, required);
          case Listing _ -> throw node.place().mistake(howto("a list inside the list", required));
        };
    try {
      return new Grid<>(axes);
    } catch (ArithmeticException e) {
      throw node.place().mistake("this entry is " + e.getMessage() + "; split it");
    }
  }

  private static SequencedMap<String, List<Scalar>> axis(String name, Scalar value) {
    var axes = new LinkedHashMap<String, List<Scalar>>();
    axes.put(name, List.of(value));
    return axes;
  }

  private static SequencedMap<String, List<Scalar>> axes(Mapping mapping, String required) {
    List<Pair> pairs = Merge.flatten(mapping);
    List<String> names = pairs.stream().map(pair -> name(pair.key())).toList();
    if (!names.contains(required)) {
      String found = names.isEmpty() ? "" : ", only " + String.join(", ", names);
      throw mapping.place().mistake(howto("no key " + required + " here" + found, required));
    }
    var axes = new LinkedHashMap<String, List<Scalar>>();
    for (Pair pair : pairs) {
      String name = name(pair.key());
      if (axes.putIfAbsent(name, values(pair.value(), name)) != null) {
        throw pair.key().place().mistake("the key " + name + " is here twice; leave one");
      }
    }
    return axes;
  }

  private static String howto(String problem, String required) {
    return "%s; an entry is a %s, or a mapping with the key %s (a text with \": \" needs quotes)"
        .formatted(problem, required, required);
  }

  private static String name(Node key) {
    if (key instanceof Scalar scalar && !scalar.text().isBlank()) {
      return scalar.text();
    }
    throw key.place()
        .mistake("this is no name; a text that starts with a brace needs quotes: \"{{ x }}\"");
  }

  private static List<Scalar> values(Node value, String name) {
    return switch (value) {
      case Scalar scalar -> List.of(text(scalar, name));
      case Listing(Place place, List<Node> items) when items.isEmpty() ->
          throw place.mistake(
              "the list of " + name + " is empty; give it a value, or take the key out");
      case Listing listing -> listing.items().stream().map(item -> item(item, name)).toList();
      case Mapping _ -> throw nested(value, name);
    };
  }

  private static Scalar item(Node item, String name) {
    if (item instanceof Scalar scalar) {
      return text(scalar, name);
    }
    throw nested(item, name);
  }

  private static Malformed nested(Node node, String name) {
    String what = node instanceof Mapping ? "a mapping" : "a list";
    return node.place()
        .mistake(
            "%s takes a text or a list of texts, not %s in it; quote what is meant as a text"
                .formatted(name, what));
  }

  private static Scalar text(Scalar scalar, String name) {
    if (scalar.missing()) {
      throw scalar
          .place()
          .mistake("no value for " + name + "; write \"\" if an empty text is meant");
    }
    return scalar;
  }
}
