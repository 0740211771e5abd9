package pegasus.spec;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.Event.ID;
import org.yaml.snakeyaml.events.ImplicitTuple;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.Constant;
import pegasus.PegasusException.Malformed;
import pegasus.spec.YamlList.Item;

/// YAML text to nodes and back. It works on the parser's events: a tree made by SnakeYAML has
/// already turned `010` into 8, and no longer knows where an alias stands. No other file names
/// SnakeYAML, hence the length of this one.
final class Yaml {
  private Yaml() {}

  /// Reads a file that is a list.
  ///
  /// @param what what the file should be, for messages: "a list of hosts"
  /// @return no items when there is nothing in the text but comments
  static YamlList<Node> list(String file, String text, String what) {
    try {
      return new Reading(file, text).list(what);
    } catch (MarkedYAMLException e) {
      throw mistake(file, e);
    } catch (ReaderException e) {
      throw unprintable(file, text);
    }
  }

  /// A name and its values, in block style, each text written such that it reads back as it is.
  static String block(String name, List<String> values) {
    var events = new ArrayList<Event>();
    events.add(new StreamStartEvent(null, null));
    events.add(new DocumentStartEvent(null, null, false, null, null));
    events.add(new MappingStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
    events.add(scalar(name));
    events.add(new SequenceStartEvent(null, null, true, null, null, FlowStyle.BLOCK));
    values.forEach(value -> events.add(scalar(value)));
    events.add(new SequenceEndEvent(null, null));
    events.add(new MappingEndEvent(null, null));
    events.add(new DocumentEndEvent(null, null, false));
    events.add(new StreamEndEvent(null, null));
    return emit(events);
  }

  private static String emit(List<Event> events) {
    var out = new StringWriter();
    var emitter = new Emitter(out, layout());
    try {
      for (Event event : events) {
        emitter.emit(event);
      }
    } catch (IOException e) {
      throw new AssertionError("a StringWriter does not fail", e);
    }
    return out.toString();
  }

  private static ScalarEvent scalar(String text) {
    return new ScalarEvent(
        null, null, new ImplicitTuple(true, true), text, null, null, style(text));
  }

  /// The style that reads best. Where a plain text would not read back, the emitter takes quotes.
  private static ScalarStyle style(String text) {
    if (text.isEmpty() || text.equals("<<")) {
      return ScalarStyle.DOUBLE_QUOTED;
    }
    if (text.codePoints().noneMatch(Constant.LINEBR::has)) {
      return ScalarStyle.PLAIN;
    }
    return isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
  }

  /// Whether it is lines that look like themselves in a block scalar. Leading blanks would need an
  /// indentation indicator, and empty lines at the end one that swallows the empty lines below the
  /// entry.
  private static boolean isBlock(String text) {
    return text.strip().indexOf('\n') > 0
        && !Character.isWhitespace(text.charAt(0))
        && !text.endsWith("\n\n")
        && text.codePoints().noneMatch(c -> c != '\n' && Constant.LINEBR.has(c));
  }

  private static DumperOptions layout() {
    var options = new DumperOptions();
    options.setIndent(4);
    options.setIndicatorIndent(2);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    options.setMaxSimpleKeyLength(1024);
    return options;
  }

  private static Parser parser(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return new ParserImpl(new StreamReader(text), options);
  }

  private static Malformed mistake(String file, MarkedYAMLException e) {
    String problem = e.getProblem().replaceFirst(" \\(Do not use .*", "");
    Mark mark = e.getProblemMark();
    String advice = "quote what is meant as a text, and indent all entries alike";
    if (problem.contains("TAB")) {
      advice = "indent with blanks, not with tabs";
    } else if (problem.matches(".*(end of stream|stream end).*") && e.getContextMark() != null) {
      mark = e.getContextMark();
      advice = "close the quote or bracket that opens here";
    }
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1)
        .mistake("not YAML: " + problem + "; " + advice);
  }

  private static Malformed unprintable(String file, String text) {
    int at = 0;
    while (StreamReader.isPrintable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String before = text.substring(0, at);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = (int) before.substring(before.lastIndexOf('\n') + 1).codePoints().count() + 1;
    return new Place(file, line, column)
        .mistake(
            "not YAML: the character U+%04X may not stand here; in double quotes it is \\u%1$04X"
                .formatted(text.codePointAt(at)));
  }

  /// One pass over the events of one file.
  private static final class Reading {
    private static final int DEEPEST = 20;

    private final String file;
    private final String text;
    private final Lines lines;
    private final Parser parser;
    // The text as far as it can stay when entries come and go.
    private String lasting;
    private final Map<String, Node> anchors = new HashMap<>();
    // SnakeYAML counts code points, strings count chars: this is how far both have been compared.
    private int codePoints;
    private int chars;
    // Of the item being read: how far its text reaches, and whether it shares nodes with others.
    private int reached;
    private boolean shares;

    Reading(String file, String text) {
      this.file = file;
      this.text = text;
      this.lasting = text;
      this.lines = new Lines(text);
      this.parser = parser(text);
    }

    YamlList<Node> list(String what) {
      parser.getEvent();
      if (parser.checkEvent(ID.StreamEnd)) {
        return new YamlList<>(text, List.of());
      }
      parser.getEvent();
      List<Item<Node>> items = root(parser.getEvent(), what);
      if (parser.getEvent() instanceof DocumentEndEvent end && end.getExplicit()) {
        blank(end.getStartMark(), end.getEndMark());
      }
      if (!parser.checkEvent(ID.StreamEnd)) {
        throw place(parser.peekEvent())
            .mistake("a second document (---) starts here; a file holds one list");
      }
      return new YamlList<>(lasting, items);
    }

    private List<Item<Node>> root(Event event, String what) {
      return switch (event) {
        case ScalarEvent scalar when scalar.isPlain() && scalar.getValue().isEmpty() -> List.of();
        case SequenceStartEvent root when root.isFlow() -> inBrackets(root);
        case SequenceStartEvent root -> onLines(root);
        default ->
            throw place(event)
                .mistake("this should be " + what + ", each on a line that starts with \"- \"");
      };
    }

    private List<Item<Node>> onLines(Event root) {
      var items = new ArrayList<Item<Node>>();
      int end = lines.start(offset(root.getStartMark()));
      while (!parser.checkEvent(ID.SequenceEnd)) {
        int start = lines.dash(end);
        reached = start + 1;
        shares = false;
        Node node = node(0);
        end = lines.endOfEntry(reached);
        items.add(new Item<>(node, start, end, shares));
      }
      parser.getEvent();
      return items;
    }

    private List<Item<Node>> inBrackets(Event root) {
      int start = offset(root.getStartMark());
      var nodes = new ArrayList<Node>();
      while (!parser.checkEvent(ID.SequenceEnd)) {
        nodes.add(node(0));
      }
      Event close = parser.getEvent();
      if (nodes.isEmpty()) {
        blank(root.getStartMark(), close.getEndMark());
      }
      int end = offset(close.getEndMark());
      var items = new ArrayList<Item<Node>>();
      for (Node node : nodes) {
        items.add(new Item<>(node, items.isEmpty() ? start : end, end, true));
      }
      return items;
    }

    /// Takes out of the text what cannot stay when entries come and go: `[]`, and `...` behind the
    /// list.
    private void blank(Mark from, Mark to) {
      int start = offset(from);
      int end = offset(to);
      lasting = lasting.substring(0, start) + " ".repeat(end - start) + lasting.substring(end);
    }

    private Node node(int depth) {
      Event event = parser.getEvent();
      Place place = place(event);
      if (depth > DEEPEST) {
        throw place.mistake("lists nested over " + DEEPEST + " deep");
      }
      Node node =
          switch (event) {
            case AliasEvent alias -> known(alias, place);
            case ScalarEvent scalar -> scalar(scalar, place);
            case SequenceStartEvent _ -> new Node.Listing(place, items(depth));
            case MappingStartEvent _ -> new Node.Mapping(place, pairs(depth));
            default -> throw place.mistake("not YAML: " + event);
          };
      // An alias has its anchor's name, too.
      if (event instanceof NodeEvent named && named.getAnchor() != null) {
        shares = true;
        anchors.put(named.getAnchor(), node);
      }
      return node;
    }

    private Node.Scalar scalar(ScalarEvent scalar, Place place) {
      String tag = scalar.getTag();
      if (tag != null && tag.startsWith("!")) {
        throw place.mistake("%s is a tag in YAML, not text; quote the whole text".formatted(tag));
      }
      reach(scalar);
      return new Node.Scalar(place, scalar.getValue(), scalar.isPlain());
    }

    private Node known(AliasEvent alias, Place place) {
      reach(alias);
      Node node = anchors.get(alias.getAnchor());
      if (node == null) {
        throw place.mistake(
            "*%s stands for an anchor &%1$s, which is not above it; quote it if it is a text"
                .formatted(alias.getAnchor()));
      }
      return node;
    }

    private List<Node> items(int depth) {
      var items = new ArrayList<Node>();
      while (!parser.checkEvent(ID.SequenceEnd)) {
        items.add(node(depth + 1));
      }
      reach(parser.getEvent());
      return items;
    }

    private List<Node.Pair> pairs(int depth) {
      var pairs = new ArrayList<Node.Pair>();
      while (!parser.checkEvent(ID.MappingEnd)) {
        pairs.add(new Node.Pair(node(depth + 1), node(depth + 1)));
      }
      reach(parser.getEvent());
      return pairs;
    }

    // The end of a block collection has no text: it is marked where the next thing starts. A
    // bracket is text.
    private void reach(Event event) {
      Mark end = event.getEndMark();
      if (end.getIndex() > event.getStartMark().getIndex()) {
        reached = Math.max(reached, offset(end));
      }
    }

    // Marks come nearly in order, so that the steps from one to the next are short.
    private int offset(Mark mark) {
      chars = text.offsetByCodePoints(chars, mark.getIndex() - codePoints);
      codePoints = mark.getIndex();
      return chars;
    }

    private Place place(Event event) {
      Mark mark = event.getStartMark();
      return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
  }
}
