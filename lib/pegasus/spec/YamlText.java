package pegasus.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import pegasus.PegasusException.Malformed;

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
    try {
      Node root = new org.yaml.snakeyaml.Yaml().compose(new StringReader(text));
      return root == null ? JsonNull.INSTANCE : Json.normal(value(root));
    } catch (MarkedYAMLException e) {
      throw new Malformed("not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new Malformed("not YAML: " + e.getMessage());
    }
  }

  static String write(JsonElement value) {
    var options = new DumperOptions();
    options.setWidth(Integer.MAX_VALUE);
    options.setSplitLines(false);
    var out = new StringWriter();
    new org.yaml.snakeyaml.Yaml(options).serialize(node(value), out);
    return out.toString();
  }

  private static JsonElement value(Node node) {
    return switch (node) {
      case ScalarNode scalar when scalar.isPlain() -> plain(scalar.getValue());
      case ScalarNode scalar -> Json.of(scalar.getValue());
      case SequenceNode sequence -> {
        var array = new JsonArray();
        sequence.getValue().forEach(item -> array.add(value(item)));
        yield array;
      }
      case MappingNode mapping -> {
        var object = new JsonObject();
        mapping
            .getValue()
            .forEach(pair -> object.add(key(pair.getKeyNode()), value(pair.getValueNode())));
        yield object;
      }
      default -> throw new Malformed("not YAML: " + node.getTag());
    };
  }

  private static String key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new Malformed("not YAML for a template: a key has to be a text");
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

  private static Node node(JsonElement value) {
    return switch (value) {
      case JsonArray array -> {
        List<Node> items = array.asList().stream().map(YamlText::node).toList();
        yield new SequenceNode(Tag.SEQ, items, flow(items));
      }
      case JsonObject object -> {
        List<NodeTuple> pairs =
            object.asMap().entrySet().stream()
                .map(entry -> new NodeTuple(text(entry.getKey()), node(entry.getValue())))
                .toList();
        yield new MappingNode(Tag.MAP, pairs, flow(pairs));
      }
      case JsonPrimitive text when text.isString() -> text(text.getAsString());
      default -> implicit(value.isJsonNull() ? "null" : value.getAsString());
    };
  }

  private static FlowStyle flow(List<?> items) {
    return items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
  }

  private static Node text(String text) {
    boolean otherwisePlain = plain(text).isJsonPrimitive() && Json.isText(plain(text));
    ScalarStyle style =
        text.contains("\n")
            ? ScalarStyle.LITERAL
            : otherwisePlain ? ScalarStyle.PLAIN : ScalarStyle.SINGLE_QUOTED;
    return new ScalarNode(Tag.STR, text, null, null, style);
  }

  /// A scalar whose tag is never written.
  private static Node implicit(String text) {
    Tag tag = new Resolver().resolve(NodeId.scalar, text, true);
    return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
  }
}
