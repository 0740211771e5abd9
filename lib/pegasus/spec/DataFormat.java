package pegasus.spec;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.function.Function;
import pegasus.PegasusException.Malformed;

/// A way to write data as text.
enum DataFormat {
  JSON(Json::parse, Json::compact),
  JSON_PRETTY(Json::parse, Json::pretty),
  YAML(YamlText::read, YamlText::write),
  TOML(TomlText::read, value -> TomlText.write(value, false)),
  TOML_PRETTY(TomlText::read, value -> TomlText.write(value, true));

  private final Function<String, JsonElement> reader;
  private final Function<JsonElement, String> writer;

  DataFormat(Function<String, JsonElement> reader, Function<JsonElement, String> writer) {
    this.reader = reader;
    this.writer = writer;
  }

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
    return text.isEmpty() ? Json.of("") : reader.apply(text);
  }

  String write(JsonElement value) {
    boolean nothing = value.equals(JsonNull.INSTANCE) || value.equals(Json.of(""));
    return nothing ? "" : writer.apply(value);
  }
}
