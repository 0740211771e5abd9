package pegasus.spec;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pegasus.PegasusException.Malformed;

/// TOML text to JSON values and back.
///
/// The writer is our own, as small as it is: those of the libraries indent tables and cannot leave
/// out the header of a table that holds tables only, and a template is to write what the original
/// wrote.
final class TomlText {
  private final boolean pretty;
  private final StringBuilder out = new StringBuilder();

  private TomlText(boolean pretty) {
    this.pretty = pretty;
  }

  static JsonElement read(String text) {
    try {
      return Json.normal(value(new TomlParser().parse(text)));
    } catch (ParsingException e) {
      throw new Malformed("not TOML: " + e.getMessage());
    }
  }

  /// @param pretty whether lists take a line for each item, and texts of several lines look it
  static String write(JsonElement value, boolean pretty) {
    if (!(value instanceof JsonObject table)) {
      throw new Malformed("only an object can be written as TOML, not " + Json.compact(value));
    }
    var text = new TomlText(pretty);
    text.table(List.of(), table);
    return text.out.toString();
  }

  private static JsonElement value(Object value) {
    return switch (value) {
      case UnmodifiableConfig table -> {
        var object = new JsonObject();
        table.entrySet().forEach(entry -> object.add(entry.getKey(), value(entry.getValue())));
        yield object;
      }
      case List<?> list -> {
        var array = new JsonArray();
        list.forEach(item -> array.add(value(item)));
        yield array;
      }
      case Boolean truth -> new JsonPrimitive(truth);
      case Number number -> new JsonPrimitive(number);
      case Temporal time -> new JsonPrimitive(time(time));
      default -> new JsonPrimitive(value.toString());
    };
  }

  /// As it stands there: Java leaves out seconds that are none.
  private static String time(Temporal time) {
    return switch (time) {
      case OffsetDateTime it -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(it);
      case LocalDateTime it -> DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(it);
      case LocalTime it -> DateTimeFormatter.ISO_LOCAL_TIME.format(it);
      default -> time.toString();
    };
  }

  /// Plain values, then lists, then tables: in TOML what is in a table comes before the tables in
  /// it.
  private void table(List<String> path, JsonObject table) {
    pairs(table, value -> value instanceof JsonPrimitive);
    pairs(table, value -> value instanceof JsonArray array && !isTables(array));
    table.asMap().forEach((key, value) -> tables(inner(path, key), value));
    table.asMap().forEach((key, value) -> subtable(inner(path, key), value));
  }

  private void pairs(JsonObject table, Predicate<JsonElement> which) {
    table
        .asMap()
        .forEach(
            (key, value) -> {
              if (which.test(value)) {
                out.append(key(key)).append(" = ").append(inline(value)).append('\n');
              }
            });
  }

  private void tables(List<String> path, JsonElement value) {
    if (value instanceof JsonArray array && isTables(array)) {
      for (JsonElement table : array) {
        header("[[", path, "]]");
        table(path, table.getAsJsonObject());
      }
    }
  }

  /// A table that holds tables only needs no header of its own.
  private void subtable(List<String> path, JsonElement value) {
    if (value instanceof JsonObject table) {
      boolean tablesOnly =
          table.asMap().values().stream()
              .allMatch(v -> v instanceof JsonObject || (v instanceof JsonArray a && isTables(a)));
      if (table.isEmpty() || !tablesOnly) {
        header("[", path, "]");
      }
      table(path, table);
    }
  }

  private void header(String begin, List<String> path, String end) {
    out.append(out.isEmpty() ? "" : "\n");
    out.append(begin).append(String.join(".", path)).append(end).append('\n');
  }

  private String inline(JsonElement value) {
    return switch (value) {
      case JsonArray array -> list(array);
      case JsonObject object ->
          object.asMap().entrySet().stream()
              .filter(entry -> !entry.getValue().isJsonNull())
              .map(entry -> key(entry.getKey()) + " = " + inline(entry.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case JsonPrimitive text when text.isString() -> text(text.getAsString());
      default -> value.getAsString();
    };
  }

  private String list(JsonArray array) {
    List<String> items =
        array.asList().stream().filter(item -> !item.isJsonNull()).map(this::inline).toList();
    return pretty && items.size() > 1
        ? items.stream().collect(Collectors.joining(",\n    ", "[\n    ", ",\n]"))
        : "[" + String.join(", ", items) + "]";
  }

  private String text(String text) {
    if (pretty && text.contains("\n")) {
      String lines = text.lines().map(TomlText::escaped).collect(Collectors.joining("\n"));
      return "\"\"\"\n" + lines + (text.endsWith("\n") ? "\n" : "") + "\"\"\"";
    }
    return '"' + escaped(text) + '"';
  }

  // A JSON text without its quotes has the escapes that TOML wants.
  private static String escaped(String text) {
    String json = Json.compact(Json.of(text));
    return json.substring(1, json.length() - 1).replace("\u007f", "\\u007f");
  }

  private static String key(String key) {
    return key.matches("[A-Za-z0-9_-]+") ? key : '"' + escaped(key) + '"';
  }

  private static boolean isTables(JsonArray array) {
    return !array.isEmpty() && array.asList().stream().allMatch(JsonElement::isJsonObject);
  }

  private static List<String> inner(List<String> path, String key) {
    return Stream.concat(path.stream(), Stream.of(key(key))).toList();
  }
}
