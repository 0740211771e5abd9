package pegasus;

import com.google.gson.GsonBuilder;
import java.util.Map;

/// Maps as JSON text.
final class Json {
  private Json() {}

  /// @param values texts, numbers, booleans, lists and maps
  static String of(Map<String, Object> values) {
    return new GsonBuilder().disableHtmlEscaping().create().toJson(values);
  }
}
