package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Program;

/// `jbang install@org`.
class InstallTest {
  private static final String WHY = "a class path of Java's cannot hold this colon";

  @TempDir Path folder;

  @Test
  void the_installed_command_needs_neither_jbang_nor_the_clone() throws Exception {
    Path bin = folder.resolve("it's a home/bin");
    var installed = succeed(Program.of("" + Checkout.file("jbang"), "install", "" + bin));
    assertTrue(installed.out().endsWith("installed " + bin.resolve("pegasus") + "\n"));

    Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n");
    Files.writeString(folder.resolve("queue.yaml"), "- echo \"it's\"; sleep 0 # on $1\n");
    var poor = Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", "", "HOME", folder.toString());
    var run = succeed(Program.of("" + bin.resolve("pegasus"), "q").with(poor));
    assertEquals("[localhost] it's\n", run.out());
    assertEquals(2, Program.of("" + bin.resolve("pegasus"), "a b").run().status());
    assertEquals(1, archives(bin.resolveSibling("share/pegasus")));
    // "on": or else it ends at once.
    var strict = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");
    assertEquals(0, Program.of("" + bin.resolve("pegasus"), "-V").with(strict).run().status());
  }

  @Test
  void a_folder_that_no_class_path_can_hold_is_refused() throws Exception {
    var bin = folder.resolve("a:b/bin");
    var refused = Program.of("" + Checkout.file("jbang"), "install", "" + bin).in(folder).run();
    assertEquals(2, refused.status(), refused::err);
    assertTrue(refused.err().endsWith("[Pegasus] " + bin + ": " + WHY + "\n"), refused::err);
    assertFalse(Files.exists(folder.resolve("a:b")));
  }

  /// How many installed programs there are with an archive of classes.
  private static long archives(Path share) throws IOException {
    try (var files = Files.walk(share)) {
      return files.filter(file -> file.endsWith("pegasus.jsa")).count();
    }
  }

  private Program.Ended succeed(Program program) throws Exception {
    var ended = program.in(folder).run();
    assertEquals(0, ended.status(), ended::err);
    return ended;
  }
}
