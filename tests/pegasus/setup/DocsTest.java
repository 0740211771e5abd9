package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Program;

/// The documentation of what scripts import.
class DocsTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^/// ```java\n((?:///.*\n)*?)/// ```\n");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(?m)^public (?:final |sealed )*(?:class|record|interface|enum) (\\w+)");

  @TempDir Path folder;

  @Test
  void javadoc_has_nothing_to_say_about_it() {
    var said = new StringWriter();
    var to = new PrintWriter(said);
    ToolProvider javadoc = ToolProvider.findFirst("javadoc").orElseThrow();

    int status =
        javadoc.run(
            to,
            to,
            "-quiet",
            "-Xdoclint:all",
            "-Werror",
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            "-sourcepath",
            Checkout.file("lib").toString(),
            "pegasus");

    assertEquals("", said.toString());
    assertEquals(0, status);
  }

  @Test
  void every_public_type_has_an_example() throws IOException {
    var without = new TreeSet<String>();
    for (String file : api()) {
      String text = Checkout.read(file);
      PUBLIC_TYPE.matcher(text).results().map(type -> type.group(1)).forEach(without::add);
      if (EXAMPLE.matcher(text).find()) {
        without.remove(file.replaceAll(".*/|\\.java", ""));
      }
    }
    assertEquals(new TreeSet<>(), without);
  }

  /// In a process of their own, whose folder has a hosts.yaml and a queue.yaml.
  @Test
  void every_example_works() throws Exception {
    Map<String, String> examples = examples();
    assertTrue(examples.size() > 15, examples.keySet()::toString);
    Files.writeString(folder.resolve("Examples.java"), program(examples));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    Program.Ended ended =
        Program.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "Examples.java")
            .in(folder)
            .run();

    assertEquals(0, ended.status(), () -> ended.out() + ended.err());
    for (String name : examples.keySet()) {
      assertTrue(ended.out().contains("done: " + name + "\n"), name);
    }
  }

  private static List<String> api() throws IOException {
    return Checkout.javaFiles("lib").stream()
        .filter(file -> file.matches("lib/pegasus/\\w+\\.java"))
        .toList();
  }

  private static Map<String, String> examples() throws IOException {
    var examples = new LinkedHashMap<String, String>();
    for (String file : api()) {
      List<MatchResult> found = EXAMPLE.matcher(Checkout.read(file)).results().toList();
      for (int i = 0; i < found.size(); i++) {
        String code = found.get(i).group(1).replaceAll("(?m)^/// ?", "");
        examples.put(file.replaceAll(".*/|\\.java", "") + (i + 1), code);
      }
    }
    return examples;
  }

  private static String program(Map<String, String> examples) {
    return """
    import pegasus.*;

    Hosts hosts = Hosts.parse("- {hostname: localhost, gpu: [0, 1]}");

    void files() throws IOException {
      Files.writeString(Path.of("hosts.yaml"), "- {hostname: localhost, gpu: [0, 1]}");
      Files.writeString(Path.of("queue.yaml"), "- echo {{ gpu }}\\n");
    }

    void main() throws Exception {
    %s}
    %s
    """
        .formatted(
            examples.keySet().stream()
                .map(name -> "  files(); %s(); IO.println(\"done: %s\");\n".formatted(name, name))
                .collect(Collectors.joining()),
            examples.entrySet().stream()
                .map(e -> "void %s() throws Exception {\n%s}\n".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining("\n")));
  }
}
