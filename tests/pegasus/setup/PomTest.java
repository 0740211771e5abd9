package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pegasus.support.Checkout;

/// What pom.xml and other files have in common is the same in all of them. `.ci/package` makes what
/// it says.
class PomTest {
  @Test
  void it_has_the_dependencies_of_pegasus_java() throws IOException {
    assertEquals(
        all("(?m)^//DEPS ([^:]+):([^:]+):([^@\\n]+)", "pegasus.java"),
        all(
            "<dependency>\\s*<groupId>(.+?)<.*\\s*<artifactId>(.+?)<.*\\s*<version>(.+?)<",
            "pom.xml"),
        "run .ci/sources");
  }

  @Test
  void it_has_the_version_of_the_program_and_the_changelog_too() throws IOException {
    var number = all("NUMBER = \"(.+?)\"", "lib/pegasus/cli/Version.java");
    assertEquals(1, number.size());
    assertEquals(number, all("(?m)^  <version>(.+?)<", "pom.xml"), "run .ci/sources");
    assertEquals(number.getFirst(), all("(?m)^## ([\\d.]+)", "CHANGELOG.md").getFirst());
  }

  @Test
  void a_repository_would_take_it() throws IOException {
    String pom = Checkout.read("pom.xml");
    Stream.of("name", "description", "url", "licenses", "developers", "scm")
        .forEach(element -> assertTrue(pom.contains("\n  <" + element + ">"), element));
  }

  /// The groups of all matches in a file, those of one match joined with `:`.
  private static List<String> all(String pattern, String file) throws IOException {
    var found = new ArrayList<String>();
    var matcher = Pattern.compile(pattern).matcher(Checkout.read(file));
    while (matcher.find()) {
      var groups = new ArrayList<String>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.add(matcher.group(i));
      }
      found.add(String.join(":", groups));
    }
    return found;
  }
}
