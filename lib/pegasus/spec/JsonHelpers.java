package pegasus.spec;

import com.google.gson.JsonElement;
import io.burt.jmespath.JmesPath;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.gson.GsonRuntime;
import io.burt.jmespath.parser.ParseException;
import java.util.List;

/// Helpers that read, write and query data. Texts that are empty stand for no data, and no data is
/// written as an empty text.
final class JsonHelpers {
  static final List<Helper> ALL =
      List.of(
          Helper.of("json_to_str VALUE [format=]", call -> Json.of(write(call, call.value(0)))),
          Helper.of("str_to_json TEXT [format=]", call -> read(call, 0)),
          Helper.of("json_query JMESPATH VALUE", call -> query(call, call.value(1))),
          Helper.of("json_str_query JMESPATH TEXT [format=]", JsonHelpers::queryText),
          new Helper.Filter(
              new Signature("#to_json [format=]"),
              (text, call) -> DataFormat.JSON_PRETTY.write(format(call).read(text))),
          new Helper.Filter(
              new Signature("#from_json [format=]"),
              (text, call) -> write(call, DataFormat.JSON.read(text))));

  private JsonHelpers() {}

  private static DataFormat format(Helper.Call call) {
    return DataFormat.of(call.option("format", "json"));
  }

  private static String write(Helper.Call call, JsonElement value) {
    return format(call).write(value);
  }

  private static JsonElement read(Helper.Call call, int index) {
    JsonElement text = call.value(index);
    return format(call).read(Json.isText(text) ? text.getAsString() : "");
  }

  private static JsonElement query(Helper.Call call, JsonElement data) {
    String query = call.text(0);
    try {
      JmesPath<JsonElement> runtime = new GsonRuntime();
      return Json.normal(runtime.compile(query).search(data));
    } catch (ParseException _) {
      throw call.mistake("takes a JMESPath expression, which \"" + query + "\" is not");
    } catch (JmesPathException e) {
      throw call.mistake("cannot answer \"" + query + "\": " + e.getMessage());
    }
  }

  private static JsonElement queryText(Helper.Call call) {
    JsonElement found = query(call, read(call, 1));
    boolean single = found.isJsonPrimitive() || found.isJsonNull();
    return Json.of((single ? DataFormat.JSON : format(call)).write(found));
  }
}
