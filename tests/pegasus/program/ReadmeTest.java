package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Markdown;
import pegasus.support.Markdown.Block;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// Everything that the README shows is done, from its top to its end, as by a reader who types it.
/// What is not known here fails: new examples are tried out too.
class ReadmeTest {
  /// How the lines end that a queue.yaml with this in it has the hosts print.
  private static final Map<String, List<String>> PRINTS =
      Map.of(
          "train.py --bs 64",
          List.of("train.py --bs 8", "train.py --bs 16", "train.py --bs 32", "train.py --bs 64"),
          "git init",
          List.of("[node-1] git init -q dotfiles", "[node-2] git init -q dotfiles"),
          "{{ container }}",
          List.of("--bs 8 --lr 1e-3", "--bs 8 --lr 0.10", "--bs 16 --lr 1e-3", "--bs 16 --lr 0.10"),
          "{{ replace model",
          List.of(
              "--model-path facebook/opt-13b --output-path facebook--opt-13b.json",
              "--model-path bigscience/bloom --output-path bigscience--bloom.json"));

  @TempDir private static Path folder;
  private static Nodes nodes;
  private static Pegasus pegasus;

  @BeforeAll
  static void start(@TempDir Path servers) throws IOException {
    assumeTrue(NodeKind.OPENSSH.available(), "the nodes need a PATH of their own");
    nodes = StandIns.start(servers, List.of("python", "docker", "git"), "node-1", "node-2");
    pegasus = Pegasus.in(folder).on(nodes);
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  @TestFactory
  List<DynamicTest> every_block_works() throws IOException {
    var tests = new ArrayList<DynamicTest>();
    List<Block> blocks = Markdown.of(Checkout.read("README.md")).blocks();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      tests.add(test(block, () -> tryOut(block)));
      if (isQueue(block) && !blocks.get(i + 1).text().matches("pegasus [qb]\\n")) {
        tests.add(test(block, () -> type("pegasus q")));
      }
    }
    return tests;
  }

  private static DynamicTest test(Block block, Executable deed) {
    return DynamicTest.dynamicTest("line " + block.line(), deed);
  }

  private static boolean isQueue(Block block) {
    return block.lines().getFirst().equals("# queue.yaml");
  }

  private static void tryOut(Block block) throws Exception {
    switch (block.language()) {
      case "yaml" -> write(block);
      case "sh" -> {
        for (String line : block.lines()) {
          type(line);
        }
      }
      case "java" -> {
        pegasus.hosts("- localhost").queue("- echo one", "- echo two; exit 3");
        if (block.text().contains("//DEPS")) {
          script(block.text());
        } else {
          jshell(block.text());
        }
      }
      // .ci/package does.
      case "xml" -> assertTrue(Checkout.read("pom.xml").contains(block.lines().get(3)));
      default -> fail("nobody knows how to try out " + block.language());
    }
  }

  private static void write(Block block) throws IOException {
    String first = block.lines().getFirst();
    assertTrue(first.matches("# (hosts|queue)\\.yaml"), "it has to say which file it is");
    Files.writeString(folder.resolve(first.substring(2)), block.text());
  }

  private static void type(String line) throws Exception {
    switch (line) {
      case "./jbang demo" -> assertTrue(Checkout.read("jbang-catalog.json").contains("\"demo\""));
      case "./jbang tests/all.java" -> {
        var some = typed(line + " ElapsedTest", Checkout.root()); // not all of them again
        assertTrue(some.out().matches("(?s).*\n\\d+ passed, 0 failed\n"), some::out);
      }
      case "jbang catalog add --global --name org jbang-catalog.json" ->
          typed(line, Checkout.root());
      case "jbang pegasus@org q" -> {
        pegasus.hosts("- localhost").queue("- echo installed");
        var installed = typed(line, folder);
        assertEquals("[localhost] installed\n", installed.out(), installed::err);
      }
      case "jbang install@org ~/.local/bin" -> typed(atHome(line), folder);
      case "pegasus q", "pegasus b" -> run(line.substring("pegasus ".length()));
      case "pegasus l" -> {
        String editor = "echo '- echo added' >>";
        pegasus.queue("- echo hi");
        var edited = Pegasus.in(folder).program("l").with(Map.of("EDITOR", editor)).run();
        assertEquals(0, edited.status(), edited::err);
        assertEquals(List.of("- echo hi", "- echo added"), pegasus.lines("queue.yaml"));
      }
      case "tail -n 2 consumed.yaml > queue.yaml" -> {
        typed(line, folder);
        assertEquals("- command:\n    - python train.py --bs 64\n", pegasus.read("queue.yaml"));
      }
      default -> {
        assertTrue(line.startsWith("pegasus completion "), "nobody knows how to try out: " + line);
        typed(atHome(line.replaceFirst("^pegasus", "~/.local/bin/pegasus")), folder);
        String rc = line.replaceFirst(".* ~/", "");
        assertEquals(List.of(". ~/.pegasus-completion"), pegasus.lines(rc));
        assertTrue(pegasus.read(".pegasus-completion").contains("_complete_pegasus"));
      }
    }
  }

  private static void run(String mode) throws Exception {
    String queue = pegasus.read("queue.yaml");
    String key = PRINTS.keySet().stream().filter(queue::contains).findFirst().orElseThrow();
    Program.Ended ended = pegasus.run(mode);
    assertEquals(0, ended.status(), ended::err);
    for (String end : PRINTS.get(key)) {
      assertEquals(1, ended.out().lines().filter(line -> line.endsWith(end)).count(), ended::out);
    }
    assertEquals("# queue.yaml\n", pegasus.read("queue.yaml"));
  }

  private static void script(String text) throws Exception {
    String deps = "//DEPS " + Checkout.file("pegasus.java");
    Files.writeString(folder.resolve("script.java"), text.replace("//DEPS pegasus.java", deps));
    Program.Ended ended = typed("jbang script.java", folder);
    assertTrue(ended.out().startsWith("1 done, 0 failed in "), ended::out);
    assertTrue(ended.out().contains("\nlocalhost  uname -sr  exit status 0  "), ended::out);
    assertTrue(ended.out().endsWith("\n0.05\n"), ended::out);
    assertEquals(
        List.of(), ended.err().lines().filter(line -> !line.startsWith("[jbang]")).toList());
  }

  private static void jshell(String text) throws Exception {
    Program.Ended ended = typed(text + "/exit\n", "jbang repl@org", folder);
    assertTrue(ended.out().contains("==> 2 jobs\nJOB  HOST       COMMAND\n"), ended::out);
    assertTrue(ended.out().contains("line ==> \"echo one\""), ended::out);
    assertTrue(
        ended.out().contains("==> [[localhost] echo two; exit 3: exit status 3 "), ended::out);
    assertFalse(ended.out().matches("(?s).*\\|  (Error|Exception).*"), ended::out);
  }

  /// With the test's folder for the user's home, but where the text is quoted.
  private static String atHome(String line) {
    return line.replaceAll("(?<!\\. )~", Matcher.quoteReplacement(folder.toString()));
  }

  private static Program.Ended typed(String line, Path where) throws Exception {
    return typed("", line, where);
  }

  /// Has a shell do it, with `./jbang` for `jbang`, which keeps its catalogs with the test.
  private static Program.Ended typed(String input, String line, Path where) throws Exception {
    String jbang = Matcher.quoteReplacement("'" + Checkout.file("jbang") + "'");
    String cache = Path.of(System.getProperty("user.home"), ".jbang", "cache").toString();
    var ended =
        Program.of("sh", "-c", line.replaceFirst("^jbang", jbang))
            .in(where)
            .with(Map.of("JBANG_DIR", folder.resolve("jbang").toString()))
            .with(Map.of("JBANG_CACHE_DIR", System.getenv().getOrDefault("JBANG_CACHE_DIR", cache)))
            .input(input)
            .run();
    assertEquals(0, ended.status(), ended::err);
    return ended;
  }
}
