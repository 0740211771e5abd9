package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pegasus.session.Running.Signal;

class WrapperTest {
  @Test
  void every_login_shell_runs_the_command_in_sh_and_tells_its_process() throws Exception {
    for (var shell : Shells.installed()) {
      var line = Wrapper.run("echo \"$0 $# $$\"; cat; echo 'it'\\''s' \\! >&2; exit 3");
      var process = Shells.reading(shell, line).start();
      assertEquals("sh 0 " + process.pid() + "\n", text(process.getInputStream()), shell);
      assertEquals(
          ":pegasus:" + process.pid() + "\nit's !\n", text(process.getErrorStream()), shell);
      assertEquals(3, process.waitFor(), shell);
    }
  }

  @Test
  void every_login_shell_can_signal_a_group() throws Exception {
    for (var shell : Shells.installed()) {
      var leader = LocalShell.find().run("trap 'exit 5' TERM; echo; while :; do sleep 0.05; done");
      var group = new ProcessBuilder(leader).start();
      group.getOutputStream().close();
      assertEquals('\n', group.getInputStream().read());
      var kill = Shells.reading(shell, Wrapper.kill(Signal.TERM, group.pid())).start();
      assertEquals("", text(kill.getErrorStream()), shell);
      assertEquals(0, kill.waitFor(), shell);
      assertEquals(5, group.waitFor(), shell);
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
