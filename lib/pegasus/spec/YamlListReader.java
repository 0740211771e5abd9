package pegasus.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import pegasus.spec.YamlEvent.End;
import pegasus.spec.YamlEvent.ListStart;
import pegasus.spec.YamlEvent.Scalar;
import pegasus.spec.YamlEvent.Span;
import pegasus.spec.YamlList.Item;

/// Reads a file that is a list, with where each item stands: one pass over its events, which keeps
/// of each item only what `reading` makes of it.
final class YamlListReader<T> {
  private final String text;
  private final Lines lines;
  private final Iterator<YamlEvent> events;
  private final YamlNodes nodes = new YamlNodes(this::next);
  private final Reading<T> reading;
  // The text as far as it can stay when items come and go.
  private String lasting;
  // Of the item being read: how far its text reaches, and whether it shares nodes with others.
  private int reached;
  private boolean shares;

  /// What is made of an item.
  @FunctionalInterface
  interface Reading<T> {
    /// @param tied whether it cannot be read by itself, see [Item]
    T read(Node node, boolean tied);
  }

  private YamlListReader(String file, String text, Reading<T> reading) {
    this.text = text;
    this.reading = reading;
    this.lines = new Lines(text);
    this.events = Yaml.events(file, text);
    this.lasting = text;
  }

  /// @param what what the file should be, for messages: "a list of hosts"
  /// @return no items when there is nothing in the text but comments
  static <T> YamlList<T> read(String file, String text, String what, Reading<T> reading) {
    return new YamlListReader<>(file, text, reading).list(what);
  }

  private YamlList<T> list(String what) {
    if (!events.hasNext()) {
      return new YamlList<>(text, List.of());
    }
    events.next(); // the start of the document
    List<Item<T>> items = root(events.next(), what);
    blank(events.next().span());
    if (events.hasNext()) {
      throw events
          .next()
          .place()
          .mistake("a second document (---) starts here; a file holds one list");
    }
    return new YamlList<>(lasting, Collections.unmodifiableList(items));
  }

  private List<Item<T>> root(YamlEvent event, String what) {
    return switch (event) {
      case Scalar scalar when scalar.plain() && scalar.text().isEmpty() -> List.of();
      case ListStart root when root.brackets() -> inBrackets(root.span());
      case ListStart root -> onLines(root.span());
      default ->
          throw event
              .place()
              .mistake("this should be " + what + ", each on a line that starts with \"- \"");
    };
  }

  private List<Item<T>> onLines(Span root) {
    var items = new ArrayList<Item<T>>();
    int end = lines.start(root.start());
    for (YamlEvent event = first(); !(event instanceof End); event = first()) {
      int start = lines.dash(end);
      Node node = nodes.node(event);
      end = lines.endOfEntry(Math.max(start + 1, reached));
      items.add(new Item<>(reading.read(node, shares), start, end, shares));
    }
    return items;
  }

  private List<Item<T>> inBrackets(Span open) {
    var read = new ArrayList<Node>();
    YamlEvent event = next();
    for (; !(event instanceof End); event = next()) {
      read.add(nodes.node(event));
    }
    int end = event.span().end();
    if (read.isEmpty()) {
      blank(new Span(open.place(), open.start(), end));
    }
    var items = new ArrayList<Item<T>>();
    for (Node node : read) {
      T item = reading.read(node, true);
      items.add(new Item<>(item, items.isEmpty() ? open.start() : end, end, true));
    }
    return items;
  }

  /// Takes out of the text what cannot stay when items come and go: `[]`, and `...` behind the
  /// list.
  private void blank(Span span) {
    lasting =
        lasting.substring(0, span.start())
            + " ".repeat(span.end() - span.start())
            + lasting.substring(span.end());
  }

  /// The first event of an item, or the end of the list.
  private YamlEvent first() {
    reached = 0;
    shares = false;
    return next();
  }

  private YamlEvent next() {
    YamlEvent event = events.next();
    if (event instanceof Scalar scalar) {
      refuseTag(scalar);
    }
    if (!event.span().isEmpty()) {
      reached = Math.max(reached, event.span().end());
    }
    shares |= event.anchor().isPresent();
    return event;
  }

  private static void refuseTag(Scalar scalar) {
    scalar
        .tag()
        .filter(tag -> tag.startsWith("!"))
        .ifPresent(
            tag -> {
              throw scalar
                  .place()
                  .mistake(tag + " is a tag in YAML, not text; quote the whole text");
            });
  }
}
