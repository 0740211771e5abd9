package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.session.Running.Signal;
import pegasus.support.Eventually;
import pegasus.support.Processes;

@Timeout(60)
class WrapperTest {
  @Test
  void every_login_shell_runs_the_command_in_sh_and_tells_its_process() throws Exception {
    for (var shell : LoginShells.installed()) {
      var line = Wrapper.run("echo \"$0 $# $$\"; cat; echo 'it'\\''s' \\! >&2; exit 3");
      var process = LoginShells.reading(shell, line).start();
      assertEquals("sh 0 " + process.pid() + "\n", text(process.getInputStream()), shell);
      assertEquals(
          ":pegasus:" + process.pid() + "\nit's !\n", text(process.getErrorStream()), shell);
      assertEquals(3, process.waitFor(), shell);
    }
  }

  @Test
  void every_login_shell_like_sh_waits_for_a_command_and_runs_it_as_it_is() throws Exception {
    for (var shell : LoginShells.likeSh()) {
      for (var command : commands()) {
        var process = LoginShells.reading(shell, Wrapper.waiting()).start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
          input.write(Wrapper.given(command) + "cat; echo what stands behind it is not read");
        }
        var alone = new ProcessBuilder("sh", "-c", "--", command).start();
        alone.getOutputStream().close();
        assertEquals(text(alone.getInputStream()), text(process.getInputStream()), shell + command);
        assertEquals(
            ":pegasus:%1$d\n:pegasus:%1$d:begun\n".formatted(process.pid())
                + text(alone.getErrorStream()),
            text(process.getErrorStream()),
            shell + command);
        assertEquals(alone.waitFor(), process.waitFor(), shell + command);
      }
    }
  }

  private static List<String> commands() {
    var odd =
        List.of(
            "", ".", "\n.\n", "\n\n", "+x", "-x", "exit 3", "kill -9 $$", "cat; pwd", "echo $#$0");
    var env = List.of("env | grep -e pegasus -e more", "echo a\n.\necho b\n", "if", "a\\");
    var texts = Stream.concat(OddTexts.ofOneLine().stream(), OddTexts.ofSeveralLines().stream());
    return Stream.concat(
            Stream.concat(odd.stream(), env.stream()),
            texts.map(text -> "printf %s '" + text.replace("'", "'\\''") + "'"))
        .toList();
  }

  /// As it arrives when the connection breaks.
  @Test
  void part_of_a_command_is_not_run(@TempDir Path folder) throws Exception {
    var file = folder.resolve("run");
    var whole = Wrapper.given("touch %s\ntouch %s".formatted(file, file));
    for (var shell : LoginShells.likeSh()) {
      for (int length = 0; length < whole.length(); length++) {
        var process = LoginShells.reading(shell, Wrapper.waiting()).start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
          input.write(whole, 0, length);
        }
        assertEquals(":pegasus:" + process.pid() + "\n", text(process.getErrorStream()), shell);
        process.waitFor();
        assertFalse(Files.exists(file), shell + " ran: " + whole.substring(0, length));
      }
    }
  }

  @Test
  void other_login_shells_do_not_wait_for_a_command(@TempDir Path folder) throws Exception {
    for (var shell : LoginShells.installed()) {
      if (!LoginShells.likeSh().contains(shell)) {
        var home = folder.toFile();
        var process = LoginShells.reading(shell, Wrapper.waiting()).directory(home).start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), shell + " waits");
        assertEquals("", text(process.getInputStream()), shell);
        assertEquals(List.of(), List.of(home.list()), shell); // to csh, `>&2` is a file
      }
    }
  }

  @Test
  void every_login_shell_can_signal_a_group() throws Exception {
    for (var shell : LoginShells.installed()) {
      var leader = LocalShell.find().run("trap 'exit 5' TERM; echo; while :; do sleep 0.05; done");
      var group = new ProcessBuilder(leader).start();
      group.getOutputStream().close();
      assertEquals('\n', group.getInputStream().read());
      var kill = LoginShells.reading(shell, Wrapper.kill(Signal.TERM, group.pid())).start();
      assertEquals("", text(kill.getErrorStream()), shell);
      assertEquals(0, kill.waitFor(), shell);
      assertEquals(5, group.waitFor(), shell);
    }
  }

  /// What is `sh` on the node reads it, whatever the login shell is.
  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox", "ksh", "mksh", "zsh"})
  void every_sh_can_signal_a_group_and_sees_whether_it_is_gone(String name, @TempDir Path folder)
      throws Exception {
    Path sh = LoginShells.asSh(name, folder);
    var group = new ProcessBuilder(LocalShell.find().run("sleep 600 & echo; wait")).start();
    group.getOutputStream().close();
    assertEquals('\n', group.getInputStream().read());

    assertEquals(1, statusWith(folder, Wrapper.look(group.pid())));
    assertEquals(0, statusWith(folder, Wrapper.kill(Signal.KILL, group.pid())));
    group.waitFor();
    Eventually.check("all are gone", () -> statusWith(folder, Wrapper.look(group.pid())) == 0);
    Files.delete(sh);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox", "ksh", "mksh", "zsh"})
  void every_sh_can_be_a_watcher(String name, @TempDir Path folder) throws Exception {
    Path sh = LoginShells.asSh(name, folder);
    var sleep = Processes.sleep();
    var builder =
        withSh(folder, Wrapper.runWatched("trap '' TERM; echo; " + sleep + " | cat; wait"));
    builder.command().addAll(0, LocalShell.find().leader());
    var process = builder.start();
    assertEquals('\n', process.getInputStream().read());
    process.getOutputStream().close();
    assertEquals(128 + 9, process.waitFor());
    Eventually.check("all is gone", () -> Processes.matching(sleep).isEmpty());
    Files.delete(sh);
  }

  private static int statusWith(Path folder, String line) {
    try {
      var process = withSh(folder, line).start();
      assertEquals("", text(process.getErrorStream()));
      return process.waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static ProcessBuilder withSh(Path folder, String line) {
    var builder = LoginShells.reading("/bin/sh", line);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    return builder;
  }

  @Test
  void a_shell_that_leads_no_group_is_signalled_with_the_group_it_is_in() throws Exception {
    var sleep = Processes.sleep();
    for (var shell : LoginShells.installed()) {
      var leader = LocalShell.find().run("sh -c 'echo $$; %s; exit'; exit".formatted(sleep));
      var group = new ProcessBuilder(leader).start();
      group.getOutputStream().close();
      long inner = Long.parseLong(group.inputReader().readLine());
      var kill = LoginShells.reading(shell, Wrapper.kill(Signal.KILL, inner)).start();
      assertEquals(":pegasus:" + group.pid() + "\n", text(kill.getErrorStream()), shell);
      assertEquals(0, kill.waitFor(), shell);
      Eventually.check("the child is gone", () -> Processes.matching(sleep).isEmpty());
      group.waitFor();
    }
  }

  /// As where the server has one group for all that a connection runs.
  @Test
  void a_shell_in_the_group_of_whoever_signals_it_is_signalled_alone() throws Exception {
    var sleep = Processes.sleep();
    var both = "sh -c 'echo $$; exec %s' & read -r line; eval \"($line)\"; echo \"status $?\"";
    var leader =
        new ProcessBuilder(OwnGroup.of(List.of("sh", "-c", both.formatted(sleep)))).start();
    try (var says = leader.inputReader();
        var hears = leader.outputWriter()) {
      long inner = Long.parseLong(says.readLine());
      hears.write(Wrapper.kill(Signal.KILL, inner) + "\n");
      hears.flush();
      assertEquals("status " + Wrapper.ALONE, says.readLine());
    }
    assertEquals(0, leader.waitFor(), "it goes on");
    Eventually.check("the other is gone", () -> Processes.matching(sleep).isEmpty());
  }

  @Test
  void every_login_shell_sees_whether_nobody_is_there_to_be_signalled() throws Exception {
    var ended = new ProcessBuilder("true").start();
    ended.waitFor();
    for (var shell : LoginShells.installed()) {
      assertEquals(Wrapper.NOBODY, status(shell, Wrapper.kill(Signal.KILL, ended.pid())), shell);
    }
  }

  @Test
  void every_login_shell_sees_whether_a_group_is_gone() throws Exception {
    var sleep = Processes.sleep();
    for (var shell : LoginShells.installed()) {
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
      assertEquals(0, status("sh", "kill -0 -" + zombie), "to kill it is still there");
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void every_login_shell_starts_a_watcher_that_ends_the_command() throws Exception {
    for (var shell : LoginShells.installed()) {
      var sleep = Processes.sleep();
      var line = Wrapper.runWatched("echo $$; " + sleep + " | cat; wait");
      var builder = LoginShells.reading(shell, line);
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
    var process = LoginShells.reading(shell, line).start();
    assertEquals("", text(process.getErrorStream()), shell);
    return process.waitFor();
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }
}
