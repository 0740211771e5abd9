package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Hosts;
import pegasus.Queue;
import pegasus.support.Checkout;
import pegasus.support.Markdown;
import pegasus.support.Markdown.Block;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// Everything that the guide in docs/ shows is done, on nodes. What is not known here fails: new
/// examples are tried out too.
class GuideTest {
  private static final String HOSTS = "- hostname: [node-1, node-2]\n  gpu: [0, 1]\n";
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]*)(?:#([\\w-]+))?\\)");

  @TempDir private static Path folder;
  private static Nodes nodes;

  @BeforeAll
  static void start(@TempDir Path servers) throws IOException {
    assumeTrue(NodeKind.OPENSSH.available(), "the nodes need homes of their own");
    nodes = StandIns.start(servers, List.of("python", "docker", "git"), "node-1", "node-2");
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.file("docs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<Block> blocks(String page) {
    try {
      return Markdown.of(Checkout.read("docs/" + page)).blocks();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All but the Java ones, page for page, from the top.
  @TestFactory
  Stream<DynamicTest> files_and_commands_work() throws IOException {
    return pages().stream()
        .flatMap(
            page -> {
              Path own = folderWithHosts(page.replace(".md", ""));
              return blocks(page).stream()
                  .map(b -> DynamicTest.dynamicTest(page + ":" + b.line(), () -> tryOut(b, own)));
            });
  }

  private static Path folderWithHosts(String name) {
    try {
      Path own = Files.createDirectory(folder.resolve(name));
      Files.writeString(own.resolve("hosts.yaml"), HOSTS);
      return own;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tryOut(Block block, Path where) throws Exception {
    switch (block.language()) {
      case "yaml" -> write(block, where);
      case "sh" -> {
        for (String line : block.lines()) {
          type(line, where);
        }
      }
      case "xml", "kotlin" -> assertTrue(block.text().contains(version()), "of this version");
      case "java", "jsh", "jshell", "csv" -> {} // see below
      default -> fail("nobody knows how to try out " + block.language());
    }
  }

  private static String version() throws IOException {
    return Checkout.read("lib/pegasus/cli/Version.java").replaceAll("(?s).*\"([\\d.]+)\".*", "$1");
  }

  private static void write(Block block, Path where) throws IOException {
    String name = block.lines().getFirst().replaceFirst("# ", "");
    assertTrue(name.matches("(hosts|queue|consumed)\\.yaml"), "it has to say which file it is");
    Path file = Files.writeString(where.resolve(name), block.text());
    Hosts hosts = Hosts.expand(where.resolve("hosts.yaml"));
    if (!name.equals("hosts.yaml")) {
      assertFalse(Queue.open(file).preview(hosts).lines().isEmpty());
    }
  }

  private static void type(String line, Path where) throws Exception {
    String[] words = line.split(" +");
    if (words[0].equals("pegasus")) {
      run(List.of(words).subList(1, words.length), where);
    } else if (words[0].equals("jbang") && words[1].endsWith("@org")) {
      String alias = "\"" + words[1].replace("@org", "") + "\": {";
      assertTrue(Checkout.read("jbang-catalog.json").contains(alias), line);
    } else if (words[0].equals("jbang")) {
      assertTrue(line.startsWith("jbang catalog add "), line); // ReadmeTest does it
    } else {
      Program.Ended ended = Program.of("sh", "-c", line).in(where).run();
      assertEquals(0, ended.status(), ended::err);
    }
  }

  /// In this JVM, which is quicker, so that paths have to be whole.
  private static void run(List<String> words, Path where) {
    var arguments = new ArrayList<>(words);
    arguments.addAll(List.of("--queue-file", where.resolve("queue.yaml").toString()));
    if (!words.getFirst().equals("retry")) {
      arguments.addAll(List.of("--hosts-file", where.resolve("hosts.yaml").toString()));
      arguments.addAll(List.of("-F", nodes.sshConfig().toString()));
    }
    arguments.replaceAll(word -> word.equals("logs") ? where.resolve(word).toString() : word);
    Program.Ended ended = Pegasus.in(where).runInside(arguments.toArray(String[]::new));
    assertEquals(0, ended.status(), () -> ended.out() + ended.err());
  }

  @Test
  @Timeout(240)
  void java_works() throws Exception {
    Path own = folderWithHosts("java");
    Map<String, String> code = java();
    Files.writeString(own.resolve("Guide.java"), program(code));

    Program.Ended ended = java(own, "Guide.java").run();

    assertEquals(0, ended.status(), () -> ended.out() + ended.err());
    code.keySet().forEach(name -> assertTrue(ended.out().contains("done: " + name + "\n"), name));
    assertTrue(ended.out().matches("(?s).*Trial\\[x=0\\.[23]\\d*, loss=.*"), ended.out());
    assertTrue(Files.readString(own.resolve("trials.yaml")).contains("it's new"));
    assertTrue(Files.exists(own.resolve("all/node-2/trials.csv")));
  }

  /// In the REPL, which takes what a .jsh file says, too.
  @Test
  @Timeout(240)
  void lines_for_jshell_work() throws Exception {
    Path own = folderWithHosts("jshell");
    Files.writeString(own.resolve("queue.yaml"), "- echo one\n- echo two\n");
    var lines = new StringBuilder();
    for (String page : pages()) {
      blocks(page).stream()
          .filter(block -> block.language().startsWith("jsh"))
          .forEach(block -> lines.append(block.text()));
    }

    String repl = Checkout.file("scripts/repl.java").toString();
    Program.Ended ended = java(own, repl).input(lines + "/exit\n").run();

    assertEquals(0, ended.status(), ended::err);
    assertFalse(ended.out().matches("(?s).*\\|  (Error|Exception|.*needs).*"), ended.out());
    assertTrue(ended.out().contains("node-1 (gpu=0)  hello from node-1\n"), ended.out());
    assertTrue(ended.out().contains("  echo two  exit status 0  "), ended.out());
  }

  private static Program java(Path where, String file) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path") + ":" + Checkout.file("scripts");
    return Program.of(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, file)
        .in(where)
        .with(Map.of("PATH", nodes.path()));
  }

  private static Map<String, String> java() throws IOException {
    var code = new LinkedHashMap<String, String>();
    for (String page : pages()) {
      blocks(page).stream()
          .filter(block -> block.language().equals("java"))
          .forEach(block -> code.put(page.replace(".md", "_") + block.line(), block.text()));
    }
    return code;
  }

  private static String csv() throws IOException {
    return blocks("recipes.md").stream()
        .filter(block -> block.language().equals("csv"))
        .findFirst()
        .orElseThrow()
        .text();
  }

  /// All of it as one, which is quicker: scripts as classes, and the rest as methods.
  private static String program(Map<String, String> code) throws IOException {
    return """
    import pegasus.*;

    Hosts hosts = Hosts.expand("hosts.yaml");

    void files() throws IOException {
      Files.writeString(Path.of("queue.yaml"), "- echo one\\n- echo two\\n");
      Files.writeString(Path.of("trials.csv"), \"""
    %s\""");
      Files.writeString(Path.of("journal.jsonl"), "");
      Files.createDirectories(Path.of("project", "src"));
    }

    void exit(int status) {
      if (status != 0) {
        throw new AssertionError(status);
      }
    }

    void main() throws Exception {
    %s}
    %s
    """
        .formatted(
            csv(),
            code.keySet().stream()
                .map(name -> "  files(); %1$s(); IO.println(\"done: %1$s\");\n".formatted(name))
                .collect(Collectors.joining()),
            code.entrySet().stream()
                .map(e -> method(e.getKey(), e.getValue()))
                .collect(Collectors.joining("\n")));
  }

  private static String method(String name, String code) {
    String text =
        code.replaceAll("(?m)^(import .*|//\\w.*)\n", "").replace("System.exit(", "exit(");
    String body =
        !text.contains("void main(")
            ? text
            : text.contains("public class Ask")
                ? text.replace("public class", "class") + "Ask.main(new String[0]);\n"
                : "class Script {\n" + text + "}\nnew Script().main();\n";
    return "void %s() throws Exception {\n%s}\n".formatted(name, body);
  }

  @Test
  void links_lead_somewhere() throws IOException {
    for (String page : pages()) {
      for (var link : LINK.matcher(Checkout.read("docs/" + page)).results().toList()) {
        Path target = Checkout.file("docs").resolve(link.group(1));
        assertTrue(Files.exists(target), page + ": " + link.group());
        if (link.group(2) != null) {
          assertTrue(anchors(target).contains(link.group(2)), page + ": " + link.group());
        }
      }
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .toList();
  }
}
