package pegasus.spec;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import pegasus.PegasusException.Malformed;

/// What names stand for at one place of a template while it is rendered.
///
/// @param outer the block around this one; none at the top
/// @param value what `this` is
/// @param locals `@index` and the like, without the `@`
/// @param parameters what `as |value key|` names
record Scope(
    Optional<Scope> outer,
    JsonElement value,
    Map<String, JsonElement> locals,
    Map<String, JsonElement> parameters) {

  /// The top of a template, sorted as the original sorts them (`{{#each @root}}` shows it).
  static Scope top(Map<String, String> variables) {
    var value = new JsonObject();
    new TreeMap<>(variables).forEach(value::addProperty);
    return new Scope(Optional.empty(), value, Map.of(), Map.of());
  }

  Scope inner(
      JsonElement value, Map<String, JsonElement> locals, Map<String, JsonElement> parameters) {
    return new Scope(Optional.of(this), value, locals, parameters);
  }

  Optional<JsonElement> find(Term.Name name) {
    return switch (name.from()) {
      case ROOT -> follow(top().value, name.steps());
      case BLOCK -> up(name.up()).local(name.steps());
      case HERE -> name.up() > 0 ? follow(up(name.up()).value, name.steps()) : here(name.steps());
    };
  }

  /// Sets a variable for the rest of the template.
  void assign(String name, JsonElement assigned) {
    top().value.getAsJsonObject().add(name, assigned);
  }

  /// The error for a name that stands for nothing here.
  Malformed undefined(String name) {
    TreeSet<String> names = names();
    if (names.contains(name) && name.contains(".")) {
      return new Malformed("`%s` is a name with a dot; write [%s]".formatted(name, name));
    }
    if (names.contains(name)) {
      return new Malformed(
          "`%s` is not in this block; write @root.%s or ../%s".formatted(name, name, name));
    }
    String there = names.isEmpty() ? "nothing that could be named" : String.join(", ", names);
    String hint = NearestName.hint(name, names);
    return new Malformed(
        "nothing defines `%s`%s; there is %s%s".formatted(name, hint, there, helperHint(name)));
  }

  private static String helperHint(String name) {
    return Helpers.find(name)
        .map(helper -> " (the helper of that name is used as {{" + helper.signature() + "}})")
        .orElse("");
  }

  private Optional<JsonElement> here(List<String> steps) {
    if (!steps.isEmpty()) {
      for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
        JsonElement parameter = scope.get().parameters.get(steps.getFirst());
        if (parameter != null) {
          return follow(parameter, steps.subList(1, steps.size()));
        }
      }
    }
    return follow(value, steps);
  }

  /// The innermost of the blocks here and around that says it.
  private Optional<JsonElement> local(List<String> steps) {
    for (var scope = Optional.of(this); scope.isPresent(); scope = scope.get().outer) {
      JsonElement local = scope.get().locals.get(steps.getFirst());
      if (local != null) {
        return follow(local, steps.subList(1, steps.size()));
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonElement> follow(JsonElement from, List<String> steps) {
    var reached = Optional.of(from);
    for (String step : steps) {
      reached = reached.flatMap(value -> Json.member(value, new JsonPrimitive(step)));
    }
    return reached;
  }

  private Scope up(int levels) {
    Scope scope = this;
    for (int i = 0; i < levels && scope.outer.isPresent(); i++) {
      scope = scope.outer.get();
    }
    return scope;
  }

  private Scope top() {
    return up(Integer.MAX_VALUE);
  }

  private TreeSet<String> names() {
    var names = new TreeSet<>(outer.map(Scope::names).orElseGet(TreeSet::new));
    names.addAll(parameters.keySet());
    if (value instanceof JsonObject object) {
      names.addAll(object.keySet());
    }
    return names;
  }
}
