package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Markdown;
import pegasus.support.Markdown.Block;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// Everything that the README shows is done, from its top to its end, as by a reader who types it. A kind of block
/// that is not known here fails: new examples are tried out too.
class ReadmeTest {
  /// What the hosts have to have run after a queue.yaml with this in it, sorted.
  private static final Map<String, List<String>> RUNS =
      Map.of(
          "python train.py --bs 64",
          List.of(
              "python train.py --bs 16",
              "python train.py --bs 32",
              "python train.py --bs 64",
              "python train.py --bs 8"),
          "git init",
          List.of("git init -q dotfiles", "git init -q dotfiles"),
          "{{ container }}",
          List.of("--bs 16 --lr 0.10", "--bs 16 --lr 1e-3", "--bs 8 --lr 0.10", "--bs 8 --lr 1e-3"),
          "{{ replace model",
          List.of(
              "python main.py --model-path bigscience/bloom --output-path bigscience--bloom.json",
              "python main.py --model-path facebook/opt-13b --output-path facebook--opt-13b.json"));

  @TempDir static Path folder;
  private static Nodes nodes;
  private static Pegasus pegasus;

  @BeforeAll
  static void start(@TempDir Path servers) throws IOException {
    assumeTrue(NodeKind.OPENSSH.available(), "the nodes need a PATH of their own");
    Path bin = Files.createDirectory(servers.resolve("bin"));
    Path home = Files.createDirectory(servers.resolve("home"));
    for (String name : List.of("python", "docker", "git")) {
      standIn(bin.resolve(name));
    }
    String prepared =
        "ForceCommand mkdir -p %1$s/$PEGASUS_NODE; cd %1$s/$PEGASUS_NODE; PATH=%2$s:$PATH; eval \"$SSH_ORIGINAL_COMMAND\"";
    nodes = Nodes.startOpenSsh(servers, List.of(prepared.formatted(home, bin)), "node-1", "node-2");
    pegasus = Pegasus.in(folder).on(nodes);
  }

  @AfterAll
  static void stop() {
    if (nodes != null) {
      nodes.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> every_block_works() throws IOException {
    return Markdown.of(Checkout.read("README.md")).blocks().stream()
        .map(block -> DynamicTest.dynamicTest("line " + block.line(), () -> tryOut(block)));
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
          script(block);
        } else {
          jshell(block);
        }
      }
      default -> fail("line " + block.line() + ": nobody knows how to try out " + block.language());
    }
  }

  private static void write(Block block) throws Exception {
    switch (block.lines().getFirst()) {
      case "# hosts.yaml" -> Files.writeString(folder.resolve("hosts.yaml"), block.text());
      case "# queue.yaml" -> {
        for (String mode : List.of("q", "b")) {
          Files.writeString(folder.resolve("queue.yaml"), block.text());
          
        }
      }
      default -> fail("line " + block.line() + ": the first line does not say which file it is");
    }
  }
}
