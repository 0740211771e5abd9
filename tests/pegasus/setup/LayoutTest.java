package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pegasus.support.Checkout;

class LayoutTest {
  private static final Set<String> PLAIN_VALUES =
      Set.of("Host", "Job", "Outcome", "Result", "Event", "PegasusException");
  private static final Set<String> LOWER = Set.of("session", "store", "spec");

  @Test
  void pegasus_java_names_every_file_of_lib() throws IOException {
    var named =
        Checkout.read("pegasus.java")
            .lines()
            .filter(line -> line.startsWith("//SOURCES "))
            .toList();
    var there = Checkout.javaFiles("lib").stream().map(file -> "//SOURCES " + file).toList();
    assertEquals(there, named, "run .ci/sources");
  }

  @Test
  void the_modes_as_scripts_and_the_installed_command_start_java_as_pegasus_java_does()
      throws IOException {
    var wanted = javaOptions("pegasus.java");
    assertFalse(wanted.isEmpty());
    for (String mode : List.of("q", "b", "l")) {
      assertEquals(wanted, javaOptions("scripts/" + mode + ".java"), mode);
    }
    String install = Checkout.read("scripts/install.java");
    // The installed command has no JBang to be quiet before: all that Java says is off.
    for (String option : wanted.stream().filter(it -> !it.startsWith("-Xlog:all")).toList()) {
      assertTrue(install.contains('"' + option + '"'), option);
    }
  }

  private static List<String> javaOptions(String file) throws IOException {
    return Checkout.read(file)
        .lines()
        .filter(line -> line.startsWith("//RUNTIME_OPTIONS "))
        .flatMap(line -> Stream.of(line.substring("//RUNTIME_OPTIONS ".length()).split(" ")))
        .map(option -> option.replace("\"", ""))
        .toList();
  }

  @Test
  void imports_run_one_way() throws IOException {
    var wrong = new ArrayList<String>();
    for (String file : Checkout.javaFiles("lib")) {
      for (String name : code(file).all("\\bpegasus\\.(?:[a-z]+\\.)?(?:[A-Z]\\w*|\\*)")) {
        if (!allowed(file.split("/"), name.split("\\."))) {
          wrong.add(file + " uses " + name);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /// @param file `lib pegasus session Agent.java`
  /// @param name `pegasus Host` or `pegasus spec Template`
  private static boolean allowed(String[] file, String[] name) {
    String from = file.length == 4 ? file[2] : "";
    String to = name.length == 3 ? name[1] : "";
    return from.equals(to)
        || switch (from) {
          case "cli" -> true;
          case "" -> LOWER.contains(to);
          default -> LOWER.contains(from) && to.isEmpty() && PLAIN_VALUES.contains(name[1]);
        };
  }

  @Test
  void one_file_speaks_yaml_and_one_speaks_handlebars() throws IOException {
    assertEquals(1, users("\\borg\\.yaml\\.snakeyaml\\b").size(), "SnakeYAML");
    assertEquals(1, users("\\bcom\\.github\\.jknack\\b").size(), "Handlebars");
  }

  @Test
  void ssh_stays_in_session() throws IOException {
    assertAll(
        users("\\bnet\\.schmizz\\b|\\bcom\\.hierynomus\\b|\\borg\\.bouncycastle\\b"),
        file -> file.startsWith("lib/pegasus/session/"));
  }

  @Test
  void the_command_line_stays_in_cli_and_the_entrypoint() throws IOException {
    assertAll(
        users("\\bpicocli\\b"),
        file -> file.startsWith("lib/pegasus/cli/") || file.equals("pegasus.java"));
  }

  @Test
  void the_library_neither_prints_nor_exits() throws IOException {
    var printers =
        users(
            "\\bSystem\\s*\\.\\s*(?:out|err|in|exit)\\b|\\bprintStackTrace\\(\\)|\\.(?:exit|halt)\\((?!\\))");
    assertAll(printers, file -> file.startsWith("lib/pegasus/cli/") || file.equals("pegasus.java"));
  }

  private static void assertAll(Set<String> files, Predicate<String> expected) {
    assertFalse(files.isEmpty(), "nobody does it: is the pattern right?");
    assertEquals(List.of(), files.stream().filter(expected.negate()).toList());
  }

  /// The files of the program whose code matches a pattern.
  private static Set<String> users(String pattern) throws IOException {
    var users = new TreeMap<String, Set<String>>();
    for (String file : Checkout.javaFiles("lib")) {
      users.put(file, code(file).all(pattern));
    }
    users.put("pegasus.java", code("pegasus.java").all(pattern));
    users.values().removeIf(Set::isEmpty);
    return users.keySet();
  }

  private static JavaText code(String file) throws IOException {
    return JavaText.of(Checkout.read(file));
  }
}
