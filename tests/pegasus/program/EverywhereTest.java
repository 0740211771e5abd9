package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;

/// The same entry does the same on this machine and over SSH.
class EverywhereTest {
  private static Nodes nodes;

  @TempDir Path folder;

  @BeforeAll
  static void start(@TempDir Path folder) {
    nodes = Nodes.start(folder, "node-1");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "node-1"})
  void commands_arrive_as_they_are_written(String host) throws Exception {
    String queue =
        """
        - echo 'single  quotes' "double  quotes"
        - 'echo "it''s" ''$HOME'' \\$HOME'
        - "printf '%s ' 'a\\\\tb' \\"c\\\\\\\\d\\"; echo"
        - for i in 1 2; do printf '%s,' "$i"; done; echo
        - echo naïve Привет 日本 🐎
        - |
          echo one
          cat <<'END'
            two $three `four` "five" \\six
          END
        - >
          echo folded
          into one
        - echo $((6 * 7)) & wait
        - echo 'a{b,c}d' # a comment
        - cat; echo nothing to read
        - printf 'no newline'
        - printf 'back\\rslash r\\r\\n'
        - command: echo {{ shell_quote value }}
          value: ["it's", 'a  "b" $c', "<&>", '{{ braces }}']
        - command: "echo '{\\"bs\\": {{bs}}}'"
          bs: 010
        - printf 'bad \\377 byte\\n'
        """;
    var ended = pegasus(host).queue(queue).run("q");
    assertEquals(
        """
        single  quotes double  quotes
        it's $HOME $HOME
        a\\tb c\\d\s
        1,2,
        naïve Привет 日本 🐎
        one
          two $three `four` "five" \\six
        folded into one
        42
        a{b,c}d
        nothing to read
        no newline
        back
        slash r
        it's
        a  "b" $c
        <&>
        {{ braces }}
        {"bs": 010}
        bad \uFFFD byte
        """
            .indent(0)
            .lines()
            .map(line -> "[" + host + "] " + line)
            .toList(),
        ended.out().lines().toList());
    assertEquals(0, ended.status(), ended::err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "node-1"})
  void each_stream_goes_where_it_belongs_and_failures_are_told(String host) throws Exception {
    var pegasus = pegasus(host).queue("- echo out; echo err >&2; exit 3", "- echo on");
    var ended = pegasus.run("q");
    assertEquals(1, ended.status());
    assertEquals("[%1$s] out\n[%1$s] on\n".formatted(host), ended.out());
    List<String> said = ended.err().lines().toList();
    assertTrue(said.contains("[" + host + "] err"), ended::err);
    assertTrue(
        said.stream().anyMatch(line -> line.startsWith("[" + host + "] exit status 3 ")),
        ended::err);
    assertTrue(said.contains("[" + host + "] $ echo on"), ended::err);
  }

  private Pegasus pegasus(String host) throws Exception {
    return Pegasus.in(folder).on(nodes).hosts("- " + host);
  }
}
