package pegasus.spec;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.TreeSet;
import pegasus.PegasusException.Malformed;

/// JSON values as templates compute with them: objects sorted by key, and numbers spelled as Rust
/// spells them.
final class Json {
  private static final Gson COMPACT = gson().create();
  private static final Gson PRETTY = gson().setPrettyPrinting().create();
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger SMALLEST = BigInteger.ONE.shiftLeft(63).negate();

  private Json() {}

  static JsonElement of(String text) {
    return new JsonPrimitive(text);
  }

  static JsonElement of(boolean value) {
    return new JsonPrimitive(value);
  }

  static JsonElement of(long value) {
    return new JsonPrimitive(value);
  }

  /// Reads one JSON value.
  static JsonElement parse(String text) {
    try {
      JsonElement value = COMPACT.fromJson(text, JsonElement.class);
      if (value != null) {
        return normal(value);
      }
    } catch (JsonParseException _) {
      // It is not JSON, as an empty text is not, for which there is no exception.
    }
    throw new Malformed("not JSON: " + text);
  }

  static String compact(JsonElement value) {
    return COMPACT.toJson(value);
  }

  static String pretty(JsonElement value) {
    return PRETTY.toJson(value);
  }

  /// The value as it goes into a command. Lists end in a comma as the original's do; `json_to_str`
  /// is for JSON.
  static String text(JsonElement value) {
    return switch (value) {
      case JsonPrimitive primitive -> primitive.getAsString();
      case JsonArray array -> {
        var text = new StringBuilder("[");
        array.forEach(item -> text.append(text(item)).append(", "));
        yield text.append(']').toString();
      }
      case JsonObject _ -> "[object]";
      default -> "";
    };
  }

  /// What `if` goes by: null, false, zero and whatever is empty are not so; the text `0` is.
  static boolean truthy(JsonElement value, boolean includeZero) {
    return switch (value) {
      case JsonPrimitive p when p.isBoolean() -> p.getAsBoolean();
      case JsonPrimitive p when p.isNumber() -> includeZero || p.getAsDouble() != 0;
      case JsonPrimitive p -> !p.getAsString().isEmpty();
      case JsonArray array -> !array.isEmpty();
      case JsonObject object -> !object.isEmpty();
      default -> false;
    };
  }

  /// The item of a list at an index, or the value of an object's key.
  static Optional<JsonElement> member(JsonElement value, JsonElement key) {
    return switch (value) {
      case JsonArray array -> index(text(key)).filter(i -> i < array.size()).map(array::get);
      case JsonObject object -> Optional.ofNullable(object.get(text(key)));
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> index(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  static boolean isText(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  static boolean isNumber(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  /// Sorts objects by key and normalizes numbers, all the way down.
  static JsonElement normal(JsonElement value) {
    return switch (value) {
      case JsonPrimitive p when p.isNumber() -> number(p.getAsString());
      case JsonArray array -> {
        var copy = new JsonArray();
        array.forEach(item -> copy.add(normal(item)));
        yield copy;
      }
      case JsonObject object -> {
        var copy = new JsonObject();
        new TreeSet<>(object.keySet()).forEach(key -> copy.add(key, normal(object.get(key))));
        yield copy;
      }
      default -> value;
    };
  }

  /// A number from its JSON text: an integer if it is written as one and fits in 64 bits, else
  /// floating.
  static JsonElement number(String text) {
    if (text.matches("-?\\d{1,20}")) {
      var integer = new BigInteger(text);
      if (integer.compareTo(SMALLEST) >= 0 && integer.compareTo(LARGEST) < 0) {
        return new JsonPrimitive(integer);
      }
    }
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new Malformed("the number " + text + " is out of range");
    }
    return new JsonPrimitive(new Floating(value));
  }

  private static GsonBuilder gson() {
    return new GsonBuilder()
        .setStrictness(Strictness.STRICT)
        .disableHtmlEscaping()
        .serializeNulls();
  }

  /// A floating-point number that is spelled as Rust spells it: `1.0`, `0.00001`, `1e-6`, `1e16`.
  private static final class Floating extends Number {
    private static final long serialVersionUID = 1L;
    private final double value;

    Floating(double value) {
      this.value = value;
    }

    @Override
    public String toString() {
      var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
      int integerDigits = decimal.precision() - decimal.scale();
      if (decimal.signum() == 0) {
        return Double.toString(value);
      }
      if (integerDigits <= -5 || integerDigits > 16) {
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String sign = value < 0 ? "-" : "";
        return sign + digits.charAt(0) + fraction + "e" + (integerDigits - 1);
      }
      return decimal.scale() > 0 ? decimal.toPlainString() : decimal.toPlainString() + ".0";
    }

    @Override
    public double doubleValue() {
      return value;
    }

    @Override
    public float floatValue() {
      return (float) value;
    }

    @Override
    public long longValue() {
      return (long) value;
    }

    @Override
    public int intValue() {
      return (int) value;
    }
  }
}
