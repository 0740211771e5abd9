package pegasus.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Iterator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pegasus.spec.Node.Listing;
import pegasus.spec.Node.Mapping;
import pegasus.spec.Node.Scalar;
import pegasus.spec.Yaml.Style;

/// YAML text to JSON values and back, for the helpers that templates call. Plain scalars are what
/// YAML 1.2 says: `true`, `null`, `16` and `1e-3` are not text, but `yes` and `010` are. Pegasus's
/// own files are read otherwise: there every scalar is text.
final class YamlText {
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:0|[1-9][0-9]*|[0-9]*\\.[0-9]+|[0-9]+\\.|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]+)?");
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");

  private YamlText() {}

  static JsonElement read(String text) {
    Iterator<YamlEvent> events = Yaml.events("text", text);
    if (!events.hasNext()) {
      return JsonNull.INSTANCE;
    }
    events.next(); // the start of the document
    Node root = new YamlNodes(events::next).node(events.next());
    events.next(); // its end
    if (events.hasNext()) {
      throw events.next().place().mistake("a second document (---) starts here; leave one");
    }
    return Json.normal(value(root));
  }

  static String write(JsonElement value) {
    return Yaml.write(value, 0, YamlText::style);
  }

  private static JsonElement value(Node node) {
    return switch (node) {
      case Scalar scalar when scalar.plain() -> plain(scalar.text());
      case Scalar scalar -> Json.of(scalar.text());
      case Listing listing -> {
        var array = new JsonArray();
        listing.items().forEach(item -> array.add(value(item)));
        yield array;
      }
      case Mapping mapping -> {
        var object = new JsonObject();
        mapping.pairs().forEach(pair -> object.add(key(pair.key()), value(pair.value())));
        yield object;
      }
    };
  }

  private static String key(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text();
    }
    throw node.place().mistake("a key has to be a text here");
  }

  private static JsonElement plain(String text) {
    if (NULL.matcher(text).matches()) {
      return JsonNull.INSTANCE;
    }
    if (TRUTH.matcher(text).matches()) {
      return Json.of(Boolean.parseBoolean(text));
    }
    return NUMBER.matcher(text).matches()
        ? Json.number(text.replaceFirst("^\\+", ""))
        : Json.of(text);
  }

  private static Style style(String text) {
    if (text.contains("\n")) {
      return Style.LITERAL;
    }
    return isText(text) ? Style.PLAIN : Style.SINGLE_QUOTED;
  }

  /// Whether it is a text without quotes to every reader of YAML.
  private static boolean isText(String plain) {
    return Stream.of(NULL, TRUTH, NUMBER).noneMatch(other -> other.matcher(plain).matches())
        && Yaml.isText(plain);
  }
}
