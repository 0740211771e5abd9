package pegasus.spec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/// Helpers that compare and look things up.
///
/// Parameters are text, so that `16` and `1e-3` reach a command as they are written. Here a text
/// that reads as a number is one wherever it meets a number: `gt bs 8`, `eq lr 0.001`. Two texts
/// are equal letter by letter.
final class LogicHelpers {
  private static final Set<String> LOG_LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  static final List<Helper> ALL =
      List.of(
          Helper.of("eq A B", call -> Json.of(equal(call.value(0), call.value(1)))),
          Helper.of("ne A B", call -> Json.of(!equal(call.value(0), call.value(1)))),
          comparison("gt", order -> order > 0),
          comparison("gte", order -> order >= 0),
          comparison("lt", order -> order < 0),
          comparison("lte", order -> order <= 0),
          Helper.forgiving("and A B", call -> Json.of(truthy(call, 0) && truthy(call, 1))),
          Helper.forgiving("or A B", call -> Json.of(truthy(call, 0) || truthy(call, 1))),
          Helper.forgiving("not VALUE", call -> Json.of(!truthy(call, 0))),
          Helper.of("len VALUE", call -> Json.of(length(call.value(0)))),
          Helper.of("lookup LIST_OR_OBJECT KEY", LogicHelpers::lookup),
          Helper.forgiving("log VALUE ... [level=]", LogicHelpers::log));

  private LogicHelpers() {}

  private static Helper comparison(String name, IntPredicate holds) {
    return Helper.of(
        name + " A B", call -> Json.of(holds.test(number(call, 0).compareTo(number(call, 1)))));
  }

  private static BigDecimal number(Helper.Call call, int index) {
    try {
      return new BigDecimal(call.text(index).strip());
    } catch (NumberFormatException _) {
      throw call.mistake("compares numbers, and \"" + call.text(index) + "\" is not one");
    }
  }

  private static boolean equal(JsonElement a, JsonElement b) {
    if (a instanceof JsonPrimitive x
        && b instanceof JsonPrimitive y
        && (x.isNumber() || y.isNumber())) {
      try {
        return new BigDecimal(x.getAsString()).compareTo(new BigDecimal(y.getAsString())) == 0;
      } catch (NumberFormatException _) {
        return false;
      }
    }
    return a.equals(b);
  }

  private static boolean truthy(Helper.Call call, int index) {
    return Json.truthy(call.value(index), false);
  }

  /// Items, keys, or bytes of text as UTF-8.
  private static int length(JsonElement value) {
    return switch (value) {
      case JsonArray array -> array.size();
      case JsonObject object -> object.size();
      case JsonPrimitive p when p.isString() ->
          p.getAsString().getBytes(StandardCharsets.UTF_8).length;
      default -> 0;
    };
  }

  private static JsonElement lookup(Helper.Call call) {
    return Json.member(call.value(0), call.value(1))
        .orElseThrow(() -> call.mistake("finds no " + Json.compact(call.value(1)) + " there"));
  }

  /// There is no log to write to: a template makes a command, and says nothing else.
  private static JsonElement log(Helper.Call call) {
    String level = call.option("level", "info");
    if (!LOG_LEVELS.contains(level)) {
      throw call.mistake("knows the levels error, warn, info, debug and trace, not " + level);
    }
    return Json.of("");
  }
}
