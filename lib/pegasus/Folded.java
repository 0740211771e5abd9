package pegasus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Names that differ in their numbers, written as one: `node-1`, `node-2`, `node-3` are
/// `node-[1-3]`.
final class Folded {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Folded() {}

  /// The hosts as people read them: `node-[1-2] (gpu=[0-3]), login`.
  static String hosts(Collection<Host> hosts) {
    return names(hosts.stream().map(Host::label).toList());
  }

  /// The names, those of one shape together, in the order in which they first come.
  static String names(Collection<String> names) {
    var shapes = new LinkedHashMap<String, List<List<String>>>();
    names.stream()
        .distinct()
        .forEach(
            name -> {
              String shape = NUMBER.matcher(name).replaceAll("#");
              shapes.computeIfAbsent(shape, _ -> new ArrayList<>()).add(split(name));
            });
    return shapes.values().stream()
        .flatMap(Folded::alike)
        .map(parts -> String.join("", parts))
        .collect(Collectors.joining(", "));
  }

  /// A name as texts and numbers in turn: the numbers are at the odd places.
  private static List<String> split(String name) {
    var parts = new ArrayList<String>();
    int at = 0;
    for (MatchResult number : NUMBER.matcher(name).results().toList()) {
      parts.add(name.substring(at, number.start()));
      parts.add(number.group());
      at = number.end();
    }
    parts.add(name.substring(at));
    return parts;
  }

  /// Folds one number after the other, from the first or from the last, whatever is shorter.
  private static Stream<List<String>> alike(List<List<String>> names) {
    int numbers = names.getFirst().size() / 2;
    List<List<String>> forth = names;
    List<List<String>> back = names;
    for (int i = 0; i < numbers; i++) {
      forth = folded(forth, 2 * i + 1);
      back = folded(back, 2 * (numbers - i) - 1);
    }
    return (back.size() < forth.size() ? back : forth).stream();
  }

  /// Puts those together that differ at one place only.
  private static List<List<String>> folded(List<List<String>> names, int place) {
    var groups = new LinkedHashMap<List<String>, List<String>>();
    for (List<String> name : names) {
      groups.computeIfAbsent(with(name, place, ""), _ -> new ArrayList<>()).add(name.get(place));
    }
    return groups.entrySet().stream()
        .map(e -> with(e.getKey(), place, range(e.getValue())))
        .toList();
  }

  private static List<String> with(List<String> name, int place, String part) {
    return IntStream.range(0, name.size()).mapToObj(i -> i == place ? part : name.get(i)).toList();
  }

  private static String range(List<String> numbers) {
    if (numbers.size() == 1) {
      return numbers.getFirst();
    }
    var runs = new ArrayList<List<String>>();
    numbers.stream()
        .sorted((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)))
        .forEach(
            number -> {
              if (runs.isEmpty() || !follows(runs.getLast().getLast(), number)) {
                runs.add(new ArrayList<>());
              }
              runs.getLast().add(number);
            });
    return runs.stream().map(Folded::run).collect(Collectors.joining(",", "[", "]"));
  }

  /// `09` is followed by `10`, and `9` too; `9` is not followed by `010`.
  private static boolean follows(String number, String next) {
    String following = String.valueOf(Integer.parseInt(number) + 1);
    return next.equals("0".repeat(Math.max(0, number.length() - following.length())) + following);
  }

  private static String run(List<String> run) {
    return Stream.of(run.getFirst(), run.getLast()).distinct().collect(Collectors.joining("-"));
  }
}
