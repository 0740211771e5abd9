package pegasus.spec;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How a helper is called.
///
/// @param text as people read it: `replace TEXT FROM TO`, `#if VALUE [includeZero=]`; `...` after
///   an argument means as many as one likes, `[...]` holds what may be left out, `#` starts a block
record Signature(String text) {
  String name() {
    return words().getFirst().replace("#", "");
  }

  boolean block() {
    return text.startsWith("#");
  }

  /// What is wrong with a call.
  ///
  /// @param arguments how many there are without a key
  /// @param keys the keys of the others
  /// @param asBlock whether it is called as `{{#name ...}}`
  Optional<String> mistake(int arguments, Collection<String> keys, boolean asBlock) {
    List<String> wanted = words().stream().skip(1).filter(word -> !word.startsWith("[")).toList();
    boolean many = wanted.contains("...");
    int least = many ? wanted.size() - 1 : wanted.size();
    if (arguments < least || (arguments > least && !many)) {
      return Optional.of("`%s` takes %s: {{%s}}".formatted(name(), count(least, many), text));
    }
    if (block() && !asBlock) {
      return Optional.of("`%s` is a block: {{%s}}...{{/%s}}".formatted(name(), text, name()));
    }
    return keys.stream()
        .filter(key -> !words().contains("[" + key + "=]"))
        .findFirst()
        .map(key -> "`%s` takes no `%s=`: {{%s}}".formatted(name(), key, text));
  }

  private static String count(int least, boolean many) {
    String arguments = least == 1 ? "argument" : "arguments";
    return (least == 0 ? "no" : least) + " " + arguments + (many ? " or more" : "");
  }

  private List<String> words() {
    return Arrays.asList(text.split(" "));
  }

  @Override
  public String toString() {
    return text;
  }
}
