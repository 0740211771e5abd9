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

  @Test
  void a_bench_has_a_row_for_pegasus_and_each_peer() throws Exception {
    List<String> peers =
        List.of("Pegasus", "xargs", "GNU parallel", "pssh", "pdsh", "clush", "floor");
    assumeTrue(NodeKind.OPENSSH.available(), "no sshd");
    var ended = bench("dispatch", "--smoke").run();
    assertEquals(0, ended.status(), ended::err);
    var rows = table(ended, "commands per second");
    peers.forEach(peer -> assertMeasured(peer, rows, ended));
  }

  /// @param title of the first table's first column
  /// @param row measured by itself: all of them would take minutes
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "link | ms from one command to the next | Pegasus",
        "length | a queue on 1 host | Pegasus",
        "hosts | seconds to the last host | Pegasus",
        "output | MB/s | Pegasus",
        "waiting | ms to the start of an entry | Pegasus",
        "start | seconds | java"
      })
  void a_bench_measures_those_it_is_asked_for(String name, String title, String row)
      throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "no sshd");
    var ended = bench(name, "--smoke", "--only", row).run();
    assertEquals(0, ended.status(), ended::err);
    assertMeasured(row, table(ended, title), ended);
  }

  private static void assertMeasured(String name, List<List<String>> rows, Program.Ended bench) {
    var found = rows.stream().filter(row -> row.getFirst().startsWith(name)).toList();
    assertTrue(!found.isEmpty(), name + " is not among\n" + bench.out());
    assertTrue(found.stream().allMatch(BenchTest::measured), bench.out() + bench.err());
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
