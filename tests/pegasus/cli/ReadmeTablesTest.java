package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pegasus.support.Checkout;
import pegasus.support.Markdown;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The tables of the README say what is so.
class ReadmeTablesTest {
  @Test
  void the_options_are_those_of_the_modes() throws IOException {
    var modes = Map.of("q", new QueueMode(), "b", new BroadcastMode(), "l", new LockMode());
    var real = new TreeMap<String, Set<String>>();
    modes.forEach(
        (name, mode) -> {
          for (OptionSpec option : new CommandLine(mode).getCommandSpec().options()) {
            real.computeIfAbsent(written(option), _ -> new TreeSet<>()).add(name);
          }
        });
    var told = new TreeMap<String, Set<String>>();
    for (List<String> row : readme().table("option")) {
      String all = row.get(1).equals("all") ? "q b l" : row.get(1);
      for (String option : row.get(0).split("; ")) {
        told.put(String.join(", ", code(option)), new TreeSet<>(List.of(all.split(" "))));
      }
    }
    assertEquals(real, told);
  }

  @Test
  void the_long_names_of_the_modes_are_known() throws IOException {
    String text = String.join(" ", readme().lines());
    for (Object mode : List.of(new QueueMode(), new BroadcastMode(), new LockMode())) {
      String name = new CommandLine(mode).getCommandSpec().aliases()[0];
      assertEquals(true, text.contains("`" + name + "`"), name);
    }
  }

  @Test
  void the_exit_statuses_are_all_there() throws Exception {
    var real = new TreeSet<String>();
    for (Field field : ExitStatus.class.getDeclaredFields()) {
      real.add(field.get(null).toString());
    }
    List<String> told = readme().table("status").stream().map(List::getFirst).toList();
    assertEquals(real, new TreeSet<>(told));
  }

  /// As the README has it: `-p N, --print-period N`.
  private static String written(OptionSpec option) {
    String value = option.arity().min() > 0 ? " " + option.paramLabel() : "";
    return Arrays.stream(option.names())
        .map(name -> name + value)
        .collect(Collectors.joining(", "));
  }

  private static List<String> code(String cell) {
    return Pattern.compile("`([^`]+)`")
        .matcher(cell)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static Markdown readme() throws IOException {
    return Markdown.of(Checkout.read("README.md"));
  }
}
