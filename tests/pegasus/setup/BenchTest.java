package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pegasus.support.Checkout;
import pegasus.support.Markdown;
import pegasus.support.NodeKind;
import pegasus.support.Program;

/// The benches work, each at the least size; how quick anything is they tell, and no test does.
class BenchTest {
  private static final String NUMBER = "\\d+(\\.\\d+)?( \\d+(\\.\\d+)?x)?";

  @TempDir Path folder;

  /// @param title of the first table's first column
  /// @param peers what the names of its rows begin with
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dispatch | commands per second | Pegasus, xargs, GNU parallel, pssh, pdsh, clush, floor",
        "link | ms from one command to the next | Pegasus, xargs, GNU parallel, pssh, clush, floor",
        "length | a queue on 1 host | Pegasus",
        "hosts | seconds to the last host | Pegasus, pssh, pdsh, clush, GNU parallel, floor: ssh",
        "output | MB/s | Pegasus, ssh, GNU parallel, pssh, pdsh, clush",
        "waiting | ms to the start of an entry | Pegasus, GNU parallel",
        "start | seconds | an empty JBang script, jbang pegasus.java --version, java"
      })
  void a_bench_has_a_row_for_pegasus_and_each_peer(String name, String title, String peers)
      throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "no sshd");
    var ended = bench(name, "--smoke").run();
    assertEquals(0, ended.status(), ended::err);
    var rows = table(ended, title);
    for (String peer : peers.split(", ")) {
      var found = rows.stream().filter(row -> row.getFirst().startsWith(peer)).toList();
      assertTrue(!found.isEmpty(), peer + " is not among\n" + ended.out());
      assertTrue(found.stream().allMatch(BenchTest::measured), ended.out() + ended.err());
    }
  }

  @Test
  void jbang_runs_a_bench_for_those_who_are_asked_for() throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "no sshd");
    String jbang = Checkout.file("jbang").toString();
    String all = Checkout.file("bench/all.java").toString();
    var ended = Program.of(jbang, all, "dispatch", "--smoke", "--only", "floor: fork").run();
    assertEquals(0, ended.status(), ended::err);
    assertEquals(1, table(ended, "commands per second").size(), ended.out() + ended.err());
  }

  @Test
  void every_bench_is_described() throws Exception {
    for (String file : Checkout.javaFiles("bench")) {
      if (!file.contains("/support/") && !file.equals("bench/all.java")) {
        String name = file.replace("bench/", "").replace(".java", "");
        assertTrue(Checkout.read("bench/all.java").contains('"' + name + '"'), name);
        assertTrue(Checkout.read("bench/README.md").contains("<!-- end of " + name + " -->"), name);
      }
    }
  }

  private static List<List<String>> table(Program.Ended bench, String title) {
    return Markdown.of(bench.out().replaceAll(" +\\|", " |")).table(title);
  }

  private static boolean measured(List<String> row) {
    return row.stream().skip(1).allMatch(cell -> cell.matches(NUMBER + "|-|not installed"));
  }

  /// Compiled by Java itself, and with Pegasus from this JVM's class path: `./jbang` takes a second
  /// for each start.
  private Program bench(String name, String... options) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    String quick = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp ";
    var command = new ArrayList<>(List.of(java, "-cp", path));
    command.add(Checkout.file("bench/" + name + ".java").toString());
    command.addAll(List.of("--pegasus", java + quick + path + " Pegasus"));
    command.addAll(List.of(options));
    return Program.of(command.toArray(String[]::new))
        .in(folder)
        .with(Map.of("PEGASUS_ROOT", Checkout.root().toString()));
  }
}
