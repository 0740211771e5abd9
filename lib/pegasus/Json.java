package pegasus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Map;

/// Maps as JSON text.
final class Json {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private Json() {}

  /// @param values texts, numbers, booleans, lists and maps
  static String of(Map<String, Object> values) {
    return GSON.toJson(values);
  }
}
