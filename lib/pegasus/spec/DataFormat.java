package pegasus.spec;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import pegasus.PegasusException.Malformed;

/// A way to write data as text.
enum DataFormat {
  JSON,
  JSON_PRETTY,
  YAML,
  TOML,
  TOML_PRETTY;

  static DataFormat of(String name) {
    for (DataFormat format : values()) {
      if (format.name().equalsIgnoreCase(name)) {
        return format;
      }
    }
    throw new Malformed(
        "the formats are json, json_pretty, yaml, toml and toml_pretty; \"" + name + "\" is none");
  }

  JsonElement read(String text) {
    if (text.isEmpty()) {
      return Json.of("");
    }
    return switch (this) {
      case JSON, JSON_PRETTY -> Json.parse(text);
      case YAML -> YamlText.read(text);
      case TOML, TOML_PRETTY -> TomlText.read(text);
    };
  }

  String write(JsonElement value) {
    if (value.equals(JsonNull.INSTANCE) || value.equals(Json.of(""))) {
      return "";
    }
    return switch (this) {
      case JSON -> Json.compact(value);
      case JSON_PRETTY -> Json.pretty(value);
      case YAML -> YamlText.write(value);
      case TOML -> TomlText.write(value, false);
      case TOML_PRETTY -> TomlText.write(value, true);
    };
  }
}
