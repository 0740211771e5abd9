package pegasus.spec;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import pegasus.PegasusException.Malformed;

/// What a template may call by name. Helpers are plain functions on JSON values: they know nothing
/// of the engine.
sealed interface Helper {
  Signature signature();

  /// Makes a value of values.
  ///
  /// @param forgiving whether a name that nothing defines may be an argument; the function gets
  ///   JSON's null for it
  record Function(
      Signature signature, boolean forgiving, java.util.function.Function<Call, JsonElement> body)
      implements Helper {}

  /// Makes a text of what a block renders.
  record Filter(Signature signature, BiFunction<String, Call, String> body) implements Helper {}

  /// Renders a block or does not; that is the engine's to do.
  record Control(Signature signature) implements Helper {}

  static Helper of(String signature, java.util.function.Function<Call, JsonElement> body) {
    return new Function(new Signature(signature), false, body);
  }

  static Helper forgiving(String signature, java.util.function.Function<Call, JsonElement> body) {
    return new Function(new Signature(signature), true, body);
  }

  /// Makes a text of a text.
  static Helper text(String name, UnaryOperator<String> change) {
    return of(name + " TEXT", call -> Json.of(change.apply(call.text(0))));
  }

  /// One call of a helper.
  ///
  /// @param name the helper's
  /// @param arguments as many as its signature says
  /// @param options the arguments with a key
  record Call(String name, List<JsonElement> arguments, Map<String, JsonElement> options) {
    JsonElement value(int index) {
      return arguments.get(index);
    }

    /// An argument that has to be a text, or reads as one.
    String text(int index) {
      if (value(index) instanceof JsonPrimitive primitive) {
        return primitive.getAsString();
      }
      throw mistake("takes a text where it got " + Json.compact(value(index)));
    }

    String option(String key, String otherwise) {
      JsonElement value = options.get(key);
      return value == null ? otherwise : Json.text(value);
    }

    Malformed mistake(String what) {
      return new Malformed("`" + name + "` " + what);
    }
  }
}
