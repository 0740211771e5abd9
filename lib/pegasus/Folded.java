package pegasus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Names that differ in a number, written as one: `node-1`, `node-2`, `node-3` are `node-[1-3]`.
final class Folded {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Folded() {}

  /// The hosts as people read them: `node-[1-3], login (user=me)`.
  static String hosts(Collection<Host> hosts) {
    var names = new LinkedHashMap<String, List<String>>();
    for (Host host : hosts) {
      String parameters = host.label().substring(host.hostname().length());
      names.computeIfAbsent(parameters, _ -> new ArrayList<>()).add(host.hostname());
    }
    return names.entrySet().stream()
        .map(e -> names(e.getValue()) + e.getKey())
        .collect(Collectors.joining(", "));
  }

  /// The names, each shape of name as one word, in the order in which they first come.
  static String names(Collection<String> names) {
    var shapes = new LinkedHashMap<String, List<String>>();
    for (String name : names) {
      String shape = NUMBER.matcher(name).replaceAll("#");
      shapes.computeIfAbsent(shape, _ -> new ArrayList<>()).add(name);
    }
    return shapes.values().stream().map(Folded::alike).collect(Collectors.joining(","));
  }

  /// @param names that differ in their numbers only
  private static String alike(List<String> names) {
    long numbers = NUMBER.matcher(names.getFirst()).results().count();
    return IntStream.range(0, (int) numbers)
        .mapToObj(place -> folded(names, place))
        .reduce((best, next) -> next.size() < best.size() ? next : best)
        .map(groups -> String.join(",", groups))
        .orElseGet(() -> String.join(",", names));
  }

  /// Folds what differs in the number at one place.
  private static List<String> folded(List<String> names, int place) {
    Map<String, List<String>> numbers = new LinkedHashMap<>();
    for (String name : names) {
      MatchResult number = NUMBER.matcher(name).results().skip(place).findFirst().orElseThrow();
      String around = name.substring(0, number.start()) + "\0" + name.substring(number.end());
      numbers.computeIfAbsent(around, _ -> new ArrayList<>()).add(number.group());
    }
    return numbers.entrySet().stream()
        .map(e -> e.getKey().replace("\0", range(e.getValue())))
        .toList();
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

  /// `09` is followed by `10`, `9` too; `9` is not followed by `010`.
  private static boolean follows(String number, String next) {
    String following = String.valueOf(Integer.parseInt(number) + 1);
    return next.equals("0".repeat(Math.max(0, number.length() - following.length())) + following);
  }

  private static String run(List<String> run) {
    return Stream.of(run.getFirst(), run.getLast()).distinct().collect(Collectors.joining("-"));
  }
}
