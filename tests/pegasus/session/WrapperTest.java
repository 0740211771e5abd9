package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pegasus.session.Running.Signal;
import pegasus.support.Eventually;
import pegasus.support.Processes;

@Timeout(60)
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

  @Test
  void every_login_shell_sees_whether_a_group_is_gone() throws Exception {
    var sleep = Processes.sleep();
    for (var shell : Shells.installed()) {
      var leader = LocalShell.find().run(sleep + " & echo; exit");
      var group = new ProcessBuilder(leader).start();
      group.getOutputStream().close();
      assertEquals('\n', group.getInputStream().read());
      assertEquals(0, group.waitFor());
      assertEquals(1, status(shell, Wrapper.look(group.pid())), shell);
      assertEquals(0, status(shell, Wrapper.kill(Signal.KILL, group.pid())), shell);
      Eventually.check("the child is gone", () -> Processes.matching(sleep).isEmpty());
      assertEquals(0, status(shell, Wrapper.look(group.pid())), shell);
    }
  }

  /// A child that has ended is one until its parent asks how: this parent never does.
  @Test
  void a_group_of_zombies_is_gone() throws Exception {
    var perl = OnPath.find("perl");
    assumeTrue(perl.isPresent(), "no perl here");
    var script = "$| = 1; if (!($c = fork)) { setpgrp(0, 0); exit } print $c, qq(\n); sleep 600";
    var parent = new ProcessBuilder(perl.get().toString(), "-e", script).start();
    try (var says = parent.inputReader()) {
      long zombie = Long.parseLong(says.readLine());
      Eventually.check("it is gone", () -> quietly("sh", Wrapper.look(zombie)) == 0);
      assertEquals(0, status("sh", "kill -s 0 -- -" + zombie), "to kill it is still there");
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void every_login_shell_starts_a_watcher_that_ends_the_command() throws Exception {
    for (var shell : Shells.installed()) {
      var sleep = Processes.sleep();
      var line = Wrapper.runWatched("echo $$; " + sleep + " | cat; wait");
      var builder = Shells.reading(shell, line);
      builder.command().addAll(0, LocalShell.find().leader());
      var process = builder.start();
      assertEquals(process.pid(), Long.parseLong(process.inputReader().readLine()), shell);
      process.getOutputStream().close();
      assertEquals(128 + 15, process.waitFor(), shell);
      Eventually.check("all is gone", () -> Processes.matching(sleep).isEmpty());
    }
  }

  private static int quietly(String shell, String line) {
    try {
      return status(shell, line);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int status(String shell, String line) throws IOException, InterruptedException {
    var process = Shells.reading(shell, line).start();
    assertEquals("", text(process.getErrorStream()), shell);
    return process.waitFor();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
