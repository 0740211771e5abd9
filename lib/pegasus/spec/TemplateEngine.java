package pegasus.spec;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Formatter;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.TagType;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import pegasus.PegasusException;
import pegasus.PegasusException.Malformed;

/// Renders templates with handlebars.java: the one file that knows it.
///
/// The engine parses what [TemplateReader] wrote, and calls helpers. What names stand for is not
/// its business: the model of each of its contexts is a [Scope], which it cannot look into. Values
/// are JSON elements, or [Missing].
final class TemplateEngine {
  /// What a name stands for that nothing defines: an error as soon as somebody wants its value.
  private record Missing(String name) {}

  private static final String TERMS = "terms";
  private static final Handlebars HANDLEBARS = handlebars();

  private TemplateEngine() {}

  /// Makes a function from variables to text, for many threads at once.
  static Function<Map<String, String>, String> compile(TemplateReader.Code code) {
    try {
      Template template = HANDLEBARS.compileInline(code.code());
      return variables -> render(template, code.terms(), Scope.top(variables));
    } catch (IOException | HandlebarsException e) {
      throw new AssertionError(
          "the engine does not take what was written for it: " + code.code(), e);
    }
  }

  private static String render(Template template, List<Term> terms, Scope scope) {
    Context context = Context.newBuilder(scope).resolver(MapValueResolver.INSTANCE).build();
    try {
      return template.apply(context.data(TERMS, terms));
    } catch (HandlebarsException e) {
      throw mistake(e);
    } catch (IOException e) {
      throw new AssertionError("a text is all that is written to", e);
    } catch (StackOverflowError _) {
      throw new Malformed(
          "the template is nested too deeply, or a partial uses itself without end");
    }
  }

  private static PegasusException mistake(HandlebarsException e) {
    return switch (e.getCause()) {
      case PegasusException mistake -> mistake;
      case null ->
          new Malformed("a partial is used outside of the block that {{#*inline}} stands in");
      case IllegalArgumentException cause when cause.getMessage().contains("@partial-block") ->
          new Malformed("@partial-block stands outside of a partial");
      case Throwable cause -> new Malformed("the template cannot be rendered: " + cause);
    };
  }

  private static Handlebars handlebars() {
    var handlebars =
        new Handlebars(new NoFiles())
            .with(EscapingStrategy.NOOP)
            .with(
                (Formatter)
                    (value, next) -> value instanceof JsonElement json ? Json.text(json) : value)
            .infiniteLoops(true);
    handlebars.registerHelper("t", TemplateEngine::term);
    handlebars.registerHelper("scope", TemplateEngine::scope);
    for (Helper helper : Helpers.all()) {
      switch (helper) {
        case Helper.Function function -> register(handlebars, helper, o -> call(function, o));
        case Helper.Filter filter -> register(handlebars, helper, o -> filter(filter, o));
        case Helper.Control control ->
            register(handlebars, helper, control(control.signature().name()));
      }
    }
    return handlebars;
  }

  /// What a call makes: a JSON element, or text if the call is a block.
  @FunctionalInterface
  private interface Action {
    Object run(Options options) throws IOException;
  }

  private static void register(Handlebars handlebars, Helper helper, Action action) {
    handlebars.<Object>registerHelper(
        helper.signature().name(), (_, options) -> action.run(options));
  }

  private static Action control(String name) {
    return switch (name) {
      case "if" -> options -> branch(options, truthy(options));
      case "unless" -> options -> branch(options, !truthy(options));
      case "each" -> TemplateEngine::each;
      case "with" -> TemplateEngine::with;
      case "raw" -> Options::fn;
      case "assign" -> TemplateEngine::assign;
      default -> throw new AssertionError(name);
    };
  }

  /// The helper behind `{{t 3}}`: a value, where a sub-expression asks perhaps a missing one.
  private static Object term(Integer index, Options options) {
    List<Term> terms = options.data(TERMS);
    return switch (terms.get(index)) {
      case Term.Literal(JsonElement value) -> value;
      case Term.Name name -> {
        var found = scope(options).find(name);
        if (found.isEmpty() && options.tagType != TagType.SUB_EXPRESSION) {
          throw scope(options).undefined(name.text());
        }
        yield found.isPresent() ? found.get() : new Missing(name.text());
      }
    };
  }

  private static Object call(Helper.Function helper, Options options) {
    var arguments = new ArrayList<JsonElement>();
    for (Object argument : options.params) {
      arguments.add(helper.forgiving() ? orNull(argument) : defined(argument, options));
    }
    var call = new Helper.Call(options.helperName, arguments, keyed(options));
    JsonElement result = helper.body().apply(call);
    return options.tagType == TagType.SECTION ? Json.text(result) : result;
  }

  private static Object filter(Helper.Filter helper, Options options) throws IOException {
    var call = new Helper.Call(options.helperName, List.of(), keyed(options));
    return helper.body().apply(options.fn().toString(), call);
  }

  private static Object branch(Options options, boolean taken) throws IOException {
    return taken ? options.fn() : options.inverse();
  }

  private static boolean truthy(Options options) {
    JsonElement includeZero = keyed(options).getOrDefault("includeZero", JsonNull.INSTANCE);
    return Json.truthy(orNull(options.params[0]), includeZero.equals(Json.of(true)));
  }

  private static Object with(Options options) throws IOException {
    JsonElement value = orNull(options.params[0]);
    if (Json.truthy(value, false)) {
      return inner(options, value, Map.of(), JsonNull.INSTANCE);
    }
    return otherwise(options);
  }

  private static Object each(Options options) throws IOException {
    return switch (options.params[0]) {
      case JsonArray array when !array.isEmpty() -> items(options, array);
      case JsonObject object when !object.isEmpty() -> entries(options, object);
      case JsonArray _, JsonObject _ -> options.inverse();
      case JsonElement value when options.inverse == Template.EMPTY ->
          throw new Malformed(
              "`each` takes a list or an object where it got " + Json.compact(value));
      default -> otherwise(options);
    };
  }

  private static String items(Options options, JsonArray array) throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < array.size(); i++) {
      JsonElement index = Json.of(i);
      var locals = locals(i, array.size(), "index", index);
      text.append(inner(options, array.get(i), locals, index));
    }
    return text.toString();
  }

  private static String entries(Options options, JsonObject object) throws IOException {
    var text = new StringBuilder();
    int i = 0;
    for (var entry : object.entrySet()) {
      JsonElement key = Json.of(entry.getKey());
      var locals = locals(i++, object.size(), "key", key);
      text.append(inner(options, entry.getValue(), locals, key));
    }
    return text.toString();
  }

  private static Map<String, JsonElement> locals(int i, int size, String name, JsonElement value) {
    return Map.of("first", Json.of(i == 0), "last", Json.of(i == size - 1), name, value);
  }

  /// Renders the block for a value.
  ///
  /// @param key what a second name behind `as` stands for
  private static String inner(
      Options options, JsonElement value, Map<String, JsonElement> locals, JsonElement key)
      throws IOException {
    var parameters = new HashMap<String, JsonElement>();
    List<JsonElement> given = List.of(value, key);
    for (int i = 0; i < Math.min(given.size(), options.blockParams.size()); i++) {
      parameters.put(unbracketed(options.blockParams.get(i)), given.get(i));
    }
    return render(options, scope(options).inner(value, locals, parameters));
  }

  /// The helper around a partial: what it is given joins the value that is here, or another.
  private static Object scope(Object unused, Options options) throws IOException {
    JsonElement base =
        options.params.length > 0 ? defined(options.params[0], options) : scope(options).value();
    var value = new JsonObject();
    if (base instanceof JsonObject object) {
      object.asMap().forEach(value::add);
    }
    keyed(options).forEach(value::add);
    JsonElement all = options.hash.isEmpty() ? base : value;
    return render(options, scope(options).inner(all, Map.of(), Map.of()));
  }

  private static Object assign(Options options) {
    String name = Json.text(defined(options.params[0], options));
    scope(options).assign(name, defined(options.params[1], options));
    return "";
  }

  private static String render(Options options, Scope scope) throws IOException {
    return options.fn.apply(Context.newContext(options.context, scope));
  }

  /// The `else` of a block whose value is nothing; a mistake if there is no `else` and nothing
  /// defines the value.
  private static Object otherwise(Options options) throws IOException {
    if (options.inverse == Template.EMPTY) {
      defined(options.params[0], options);
    }
    return options.inverse();
  }

  private static Scope scope(Options options) {
    return (Scope) options.context.model();
  }

  private static JsonElement defined(Object value, Options options) {
    if (value instanceof Missing(String name)) {
      throw scope(options).undefined(name);
    }
    return (JsonElement) value;
  }

  private static JsonElement orNull(Object value) {
    return value instanceof JsonElement json ? json : JsonNull.INSTANCE;
  }

  private static Map<String, JsonElement> keyed(Options options) {
    var keyed = new HashMap<String, JsonElement>();
    options.hash.forEach((key, value) -> keyed.put(unbracketed(key), defined(value, options)));
    return keyed;
  }

  /// Keys and names are written in brackets, which the engine takes for part of them.
  private static String unbracketed(String name) {
    return name.substring(1, name.length() - 1);
  }

  /// Partials come from the template itself, never from a file.
  private static final class NoFiles extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String location) throws IOException {
      throw new FileNotFoundException(location);
    }
  }
}
