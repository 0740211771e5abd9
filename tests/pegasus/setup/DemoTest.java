package pegasus.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Program;

class DemoTest {
  @TempDir Path folder;

  @Test
  void the_demo_shows_nine_commands_run_on_four_sub_nodes() throws Exception {
    var demo =
        Program.of(Checkout.file("jbang").toString(), "demo")
            .in(folder)
            .with(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder))
            .run();
    assertEquals(0, demo.status(), demo::err);
    assertEquals(4, count("] training bert/", demo.out()), demo::out);
    assertEquals(4, count("] writing bert--", demo.out()), demo::out);
    for (int gpu = 0; gpu < 4; gpu++) {
      assertTrue(demo.out().contains("\n[localhost (gpu=" + gpu + ")] "), demo::out);
    }
    assertTrue(demo.out().contains("\n  lr:\n    - 1e-3\n"), "consumed.yaml is shown");
  }

  private static int count(String part, String text) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
