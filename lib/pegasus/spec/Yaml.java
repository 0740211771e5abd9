package pegasus.spec;

import static java.util.Optional.ofNullable;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;
import pegasus.spec.YamlEvent.Span;

/// YAML text to events, and data to YAML text: the one file that names SnakeYAML. Events, because a
/// tree made by SnakeYAML has already turned `010` into 8, and no longer knows where an alias
/// stands.
final class Yaml {
  private Yaml() {}

  /// How a text is written; the names are SnakeYAML's.
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /// On lines of its own below a `|`.
    LITERAL
  }

  /// The events of a text, read as they are asked for.
  ///
  /// @param file the file's name, for messages
  /// @return an iterator that throws `Malformed` where the text is not YAML
  static Iterator<YamlEvent> events(String file, String text) {
    return new Events(file, text);
  }

  /// Writes lists and objects on lines of their own, unless they are empty.
  ///
  /// @param margin how many blanks a list stands further in than its key
  /// @param style how a text should look; where it would not read back, it gets quotes
  static String write(JsonElement value, int margin, Function<String, Style> style) {
    var options = new DumperOptions();
    options.setIndent(2 + margin);
    options.setIndicatorIndent(margin);
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    options.setMaxSimpleKeyLength(1024);
    var out = new StringWriter();
    var serializer = new Serializer(new Emitter(out, options), new AllText(), options, null);
    try {
      serializer.open();
      serializer.serialize(node(value, style));
      serializer.close();
    } catch (IOException e) {
      throw new AssertionError("a StringWriter does not fail", e);
    }
    return out.toString();
  }

  /// Whether it is a text without quotes to readers of YAML 1.1, too: `yes` and `010` are not.
  static boolean isText(String plain) {
    return new Resolver().resolve(NodeId.scalar, plain, true).equals(Tag.STR);
  }

  /// Takes every scalar for a text, so that none is written with a tag or needs quotes for what it
  /// says.
  private static final class AllText extends Resolver {
    @Override
    protected void addImplicitResolvers() {}
  }

  private static Node node(JsonElement value, Function<String, Style> style) {
    return switch (value) {
      case JsonArray array -> {
        List<Node> items = array.asList().stream().map(item -> node(item, style)).toList();
        yield new SequenceNode(Tag.SEQ, items, flow(items));
      }
      case JsonObject object -> {
        List<NodeTuple> pairs =
            object.entrySet().stream()
                .map(e -> new NodeTuple(text(e.getKey(), style), node(e.getValue(), style)))
                .toList();
        yield new MappingNode(Tag.MAP, pairs, flow(pairs));
      }
      case JsonPrimitive text when text.isString() -> text(text.getAsString(), style);
      default -> text(value.isJsonNull() ? "null" : value.getAsString(), _ -> Style.PLAIN);
    };
  }

  private static FlowStyle flow(List<?> items) {
    return items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
  }

  private static Node text(String text, Function<String, Style> style) {
    var scalar = ScalarStyle.valueOf(style.apply(text).name());
    return new ScalarNode(Tag.STR, text, null, null, scalar);
  }

  private static final class Events implements Iterator<YamlEvent> {
    private final String file;
    private final String text;
    private final Parser parser;
    // SnakeYAML counts code points, strings count chars: this is how far both have been compared.
    private int codePoints;
    private int chars;

    Events(String file, String text) {
      this.file = file;
      this.text = text;
      var options = new LoaderOptions();
      options.setCodePointLimit(Integer.MAX_VALUE);
      this.parser = new ParserImpl(new StreamReader(text), options);
      read(parser::getEvent); // the start of the stream
    }

    @Override
    public boolean hasNext() {
      return !read(() -> parser.checkEvent(Event.ID.StreamEnd));
    }

    @Override
    public YamlEvent next() {
      Event event = read(parser::getEvent);
      Span at = span(event);
      return switch (event) {
        case DocumentStartEvent _ -> new YamlEvent.DocumentStart(at);
        case AliasEvent e -> new YamlEvent.Alias(at, ofNullable(e.getAnchor()));
        case ScalarEvent e ->
            new YamlEvent.Scalar(
                at, ofNullable(e.getAnchor()), ofNullable(e.getTag()), e.getValue(), e.isPlain());
        case SequenceStartEvent e ->
            new YamlEvent.ListStart(at, ofNullable(e.getAnchor()), e.isFlow());
        case MappingStartEvent e -> new YamlEvent.MappingStart(at, ofNullable(e.getAnchor()));
        default -> new YamlEvent.End(at);
      };
    }

    private <T> T read(Supplier<T> step) {
      try {
        return step.get();
      } catch (MarkedYAMLException e) {
        throw YamlMistake.syntax(
            e.getProblem(),
            place(e.getProblemMark()),
            ofNullable(e.getContextMark()).map(this::place));
      } catch (ReaderException e) {
        throw YamlMistake.character(file, text, e.getCodePoint());
      }
    }

    private Span span(Event event) {
      Mark start = event.getStartMark();
      return new Span(place(start), offset(start), offset(event.getEndMark()));
    }

    // Marks come nearly in order, so that the steps from one to the next are short.
    private int offset(Mark mark) {
      chars = text.offsetByCodePoints(chars, mark.getIndex() - codePoints);
      codePoints = mark.getIndex();
      return chars;
    }

    private Place place(Mark mark) {
      return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
  }
}
