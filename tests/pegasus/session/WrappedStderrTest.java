package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WrappedStderrTest {
  @Test
  void the_group_is_told_and_its_line_is_not_shown() throws IOException {
    var stderr = stderr(":pegasus:4711\nreal output\n");
    assertEquals("real output\n", all(stderr));
    assertEquals(4711, stderr.group().join());
  }

  @Test
  void what_the_login_shell_says_before_is_shown() throws IOException {
    var stderr = stderr("stty: not a tty\nno newline:pegasus:12\nreal\n");
    assertEquals("stty: not a tty\nno newlinereal\n", all(stderr));
    assertEquals(12, stderr.group().join());
  }

  @Test
  void it_does_not_matter_how_the_bytes_arrive() throws IOException {
    var bytes = "é\n:pegasus:12\nü\n".getBytes(StandardCharsets.UTF_8);
    var one = new InputStream[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      one[i] = new ByteArrayInputStream(bytes, i, 1);
    }
    var stderr =
        new WrappedStderr(
            new SequenceInputStream(Collections.enumeration(Stream.of(one).toList())));
    assertEquals("é\nü\n", all(stderr));
    assertEquals(12, stderr.group().join());
  }

  @Test
  void only_the_first_such_line_is_ours() throws IOException {
    var stderr = stderr(":pegasus:12\n:pegasus:13\n");
    assertEquals(":pegasus:13\n", all(stderr));
    assertEquals(12, stderr.group().join());
  }

  @Test
  void without_a_group_everything_is_shown() throws IOException {
    for (var text :
        new String[] {"", "This account is closed.\n", ":pegasus:x\n", "long ".repeat(9_000)}) {
      var stderr = stderr(text);
      assertEquals(text, all(stderr));
      assertTrue(stderr.group().isCancelled());
    }
  }

  private static WrappedStderr stderr(String text) {
    return new WrappedStderr(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String all(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
