package pegasus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import pegasus.cli.Console;
import pegasus.support.Program;

/// A line without end, through the same pieces as a command's output, in a JVM with hardly any
/// memory.
class LongLineTest {
  private static final int BLOCK = 32 << 10;
  private static final int BLOCKS = 8 << 10; // 256 MiB in all

  static final class Child {
    private Child() {}

    public static void main(String... args) {
      var host = new Host("node-1");
      var job = new Job("cat /dev/zero");
      byte[] block = "x".repeat(BLOCK).getBytes(UTF_8);
      try (var console = Console.ofProcess(1, () -> {})) {
        var lines =
            new Lines(
                text -> console.accept(new Event.Output(host, job, Event.Source.STDOUT, text)));
        for (int i = 0; i < BLOCKS; i++) {
          lines.accept(block, BLOCK);
        }
        lines.end();
      }
    }
  }

  @Test
  void memory_is_bounded_whatever_a_command_prints() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "'%s' -Xmx16m -cp '%s' '%s' | wc -lc"
            .formatted(java, System.getProperty("java.class.path"), Child.class.getName());
    var ended = Program.of("sh", "-c", command).run();
    assertEquals("", ended.err());
    long lines = (long) BLOCK * BLOCKS / Lines.LONGEST;
    long bytes = (long) BLOCK * BLOCKS + lines * "[node-1] \n".length();
    assertEquals(lines + " " + bytes, ended.out().strip().replaceAll(" +", " "));
  }
}
