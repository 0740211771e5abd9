package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands before a command on its line changes nothing about it, whichever shell is `sh`. The
/// oracle is `sh -c` of the command alone.
@Timeout(120)
class GluedCommandTest {
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\n",
          "\n\n",
          "\t",
          "# a comment",
          "# a comment\necho after",
          "\n\necho third line; nosuchcommand",
          "echo a\n\n",
          "  echo padded  ",
          "\\\necho joined",
          "echo joined\\\n",
          "echo end\\",
          "-x",
          "--",
          "+x",
          "! true",
          "! false",
          "!",
          "! ! true",
          "(echo sub)",
          "( echo sub",
          "{ echo group; }",
          "{ echo group",
          "{",
          "}",
          ")",
          "do",
          "done",
          "then",
          "fi",
          "in",
          "esac",
          "if",
          "if true; then echo yes; fi",
          "if true\nthen echo yes\nfi",
          "while",
          "for x in a b; do echo $x; done",
          "case x in x) echo x;; esac",
          "; echo x",
          ";",
          ";;",
          "&",
          "&&",
          "&& echo x",
          "|| echo x",
          "| cat",
          "&  echo x",
          "echo a & wait",
          "false & echo b; wait",
          "echo a; ) echo b",
          "echo a\n)\necho b",
          "echo a\necho 'never closed",
          "echo 'never closed",
          "echo \"never closed",
          "echo `never closed",
          "echo $(never closed",
          "echo ${x",
          "echo ${x!y}",
          "cat <<END\n$0 $#\nEND",
          "cat <<'END'\n$x `y`\nEND\necho after",
          "cat <<END",
          "cat <<END; echo no body",
          "<",
          ">",
          "2>&1 echo x",
          ">&2 echo x",
          "< /nonexistent cat",
          "x=1 y=2; echo $x$y",
          "x=1",
          "f() { echo in f; return 3; }; f",
          "f()",
          "exit",
          "exit 7",
          "exit 300",
          "return 4",
          "echo $? $# $0 \"$@\" $-",
          "echo $LINENO\necho $LINENO",
          "echo ${!-none}",
          "set -- a b; echo $2; shift 5; echo $?",
          "set -e; false; echo not reached",
          "set -u; echo $undefined_name",
          "set -x; echo traced",
          "set -n; echo unread\necho read",
          "trap 'echo bye' EXIT; true",
          "kill -s TERM $$",
          "kill -s KILL $$",
          "sh -c 'kill -s KILL $$'",
          "read line; echo $? $line",
          "alias e=echo\ne x",
          "exec echo replaced",
          "nosuchcommand",
          "/",
          ".",
          ". /nonexistent",
          "eval ')'",
          "eval 'echo a; '",
          "time true >/dev/null 2>&1",
          "((1))",
          "[[ a ]]",
          "function g { echo; }",
          "echo 'it'\\''s' \"!\" \\! $'x'",
          "echo {a,b} ~nobody_there *nothing*",
          "echo é 漢字",
          "#!/bin/sh\necho script",
          "echo a;\n# comment\n;\necho b",
          "&& \n echo");

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox", "ksh", "mksh", "zsh"})
  void the_same_as_alone(String shell, @TempDir Path folder) throws Exception {
    Path sh = LoginShells.asSh(shell, folder);
    for (var command : ODD) {
      var alone = run(folder, "exec sh -c -- " + Quote.word(command) + " </dev/null");
      var glued = run(folder, Wrapper.run(command));
      assertEquals(alone, glued, () -> shell + " as sh, command: " + command);
    }
    Files.delete(sh);
  }

  @Test
  void a_shell_that_shows_a_line_it_cannot_read_shows_the_command_alone() {
    assertEquals("`)'", Wrapper.unglued("`" + line(Wrapper.run(")")) + "'"));
  }

  /// What the inner shell reads.
  private static String line(String wrapped) {
    int from = wrapped.indexOf('\'') + 1;
    return wrapped.substring(from, wrapped.lastIndexOf('\'')).replace("'\\''", "'");
  }

  // What `time` says is not twice the same.
  private static final Pattern TIMES = Pattern.compile("\\d+(\\.\\d+|%)");

  /// How a command came out.
  private record Result(int status, String stdout, String stderr) {}

  private static Result run(Path shells, String line) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("/bin/sh", "-c", line);
    builder.environment().merge("PATH", shells.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    var stderr = CompletableFuture.supplyAsync(() -> rest(process));
    String stdout = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    process.getOutputStream().close();
    String error = stderr.join().replace("" + process.pid(), "PID");
    return new Result(status, stdout, TIMES.matcher(error).replaceAll("TIME"));
  }

  private static String rest(Process process) {
    var rest = new ByteArrayOutputStream();
    var line = GroupLine.started(rest::writeBytes);
    try {
      line.receive(process.getErrorStream().readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    line.end();
    return rest.toString(StandardCharsets.UTF_8);
  }
}
