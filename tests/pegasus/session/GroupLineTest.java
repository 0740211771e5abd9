package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GroupLineTest {
  private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
  private final GroupLine line = GroupLine.started(rest::writeBytes);

  /// As after `set -x`.
  @Test
  void what_a_shell_traces_is_not_that_line() {
    receive("+ echo :pegasus:12\n:pegasus:12\n");
    assertEquals(12, line.group().join());
    assertEquals("+ echo :pegasus:12\n", shown());
  }

  @Test
  void the_second_line_of_a_shell_that_waited_is_another() {
    var streams = CommandStreams.ofWaiting((_, _, _) -> {}, _ -> {});
    streams.stderr(":pegasus:12\n:pegasus:12\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(streams.group().isDone());
    assertFalse(streams.begun().isDone());
    streams.stderr(":pegasus:12:begun\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(12, streams.begun().join());
  }

  @Test
  void the_group_is_told_and_its_line_is_not_shown() {
    receive(":pegasus:4711\nreal output\n");
    assertEquals("real output\n", shown());
    assertEquals(4711, line.group().join());
  }

  @Test
  void what_the_login_shell_says_before_is_shown() {
    receive("stty: not a tty\nno newline:pegasus:12\nreal\n");
    assertEquals("stty: not a tty\nno newlinereal\n", shown());
    assertEquals(12, line.group().join());
  }

  @Test
  void it_does_not_matter_how_the_bytes_arrive() {
    for (byte b : "é\n:pegasus:12\nü\n".getBytes(StandardCharsets.UTF_8)) {
      line.receive(new byte[] {b});
    }
    assertEquals("é\nü\n", shown());
    assertEquals(12, line.group().join());
  }

  @Test
  void only_the_first_such_line_is_ours() {
    receive(":pegasus:12\n:pegasus:13\n");
    line.end();
    assertEquals(":pegasus:13\n", shown());
    assertEquals(12, line.group().join());
  }

  @Test
  void without_a_group_everything_is_shown_at_the_end() {
    receive("This account is closed.\n");
    receive(":pegasus:x\n");
    assertEquals("", shown());
    line.end();
    assertEquals("This account is closed.\n:pegasus:x\n", shown());
    assertTrue(line.group().isCancelled());
  }

  @Test
  void a_long_text_without_a_group_is_shown_as_it_comes() {
    var text = "long ".repeat(9_000);
    receive(text);
    assertEquals(text, shown());
    assertTrue(line.group().isCancelled());
    receive("more\n");
    assertEquals(text + "more\n", shown());
  }

  private void receive(String text) {
    line.receive(text.getBytes(StandardCharsets.UTF_8));
  }

  private String shown() {
    return rest.toString(StandardCharsets.UTF_8);
  }
}
