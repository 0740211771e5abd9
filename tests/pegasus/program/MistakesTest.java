package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// A user's mistake is one message that says where it is, and nothing has happened.
class MistakesTest {
  @TempDir Path folder;

  @BeforeEach
  void good_files() throws IOException {
    write("hosts.yaml", "- localhost");
    write("queue.yaml", "- echo hi");
  }

  /// As cron has none: there Java knows ASCII only.
  @Test
  void letters_that_the_locale_cannot_spell_are_said_to_be_the_reason() throws Exception {
    assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"));
    Path other = Files.createDirectory(folder.resolve("ordner ü"));
    Pegasus pegasus = Pegasus.in(other).hosts("- localhost").queue("- echo {{ env_var 'UML' }}");
    var ascii = Map.of("LC_ALL", "C", "UML", "ä");

    Program.Ended inside = pegasus.program("q").with(ascii).run();
    assertRefused(inside, "Java cannot read '", "set LC_ALL=C.UTF-8");

    String hosts = other.resolve("hosts.yaml").toString();
    Program.Ended named = run(ascii, "q", "--hosts-file", hosts);
    assertRefused(named, "Java cannot read '", "set LC_ALL=C.UTF-8");

    write("queue.yaml", "- echo {{ env_var 'UML' }}");
    Program.Ended value = run(ascii, "q");
    assertRefused(value, "queue.yaml:1:3", "cannot read UML in this locale; set LC_ALL=C.UTF-8");
  }

  private Program.Ended run(Map<String, String> variables, String... arguments) throws Exception {
    return Pegasus.in(folder).program(arguments).with(variables).run();
  }

  /// @param text `;` stands for a new line
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - [node-1                                 | 1:  | ]
          - node-1;- gpu: 0                         | 2:3 | hostname
          - hostname: []                            | 1:13 | list
          - hostname: {a: b}                        | 1:13 | mapping
          - hostname: a;  hostname: b               | 2:3 | hostname
          - hostname: a-{{ rack }}                  | 1:13 | rack
          - hostname: a-{{ rack                     | 1:13 | }}
          hostname: a                               | 1:1 | list
          - node-1;- ''                             | 2:3 | hostname
          """)
  void in_hosts_yaml(String text, String where, String what) throws Exception {
    write("hosts.yaml", text.replace(";", "\n"));
    assertRefused(runInside(), folder.resolve("hosts.yaml:" + where).toString(), what);
    assertUntouched("- echo hi");
  }

  /// @param text `;` stands for a new line
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - echo one;- "echo                        | 2:  | quote
          - echo one;- bs: 8                        | 2:3 | command
          - command: echo {{ bs }};  bs: []         | 2:7 | list
          - command: echo {{ bs }};  bs: [{a: 1}]   | 2:8 | mapping
          - command: [];  bs: 1                     | 1:12 | list
          - command: a;  bs: 1;  bs: 2              | 3:3 | bs
          - echo one;- echo {{ bs                   | 2:3 | }}
          - echo one;- echo {{ sb }} # no           | 2:3 | sb
          command: echo                             | 1:1 | list
          - echo *;- *nobody                        | 2:3 | nobody
          """)
  void in_queue_yaml(String text, String where, String what) throws Exception {
    write("queue.yaml", text.replace(";", "\n"));
    assertRefused(runInside(), folder.resolve("queue.yaml:" + where).toString(), what);
    assertUntouched(text.replace(";", "\n"));
  }

  @Test
  void a_name_that_one_host_lacks_is_told_with_the_host() throws Exception {
    write("hosts.yaml", "- {hostname: localhost, gpu: 0}\n- '::1'");
    write("queue.yaml", "- echo {{gpu}}");
    String where = folder.resolve("queue.yaml:1:3: on ::1: nothing defines `gpu`").toString();
    assertRefused(runInside(), where, "hostname");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-1 node-2", "node-1:99999", "node-1;id", "-oProxyCommand=x"})
  void a_name_that_no_host_can_have(String name) throws Exception {
    write("hosts.yaml", "- localhost\n- '" + name + "'");
    assertRefused(runInside(), folder.resolve("hosts.yaml") + ": ", "'" + name + "'");
    assertUntouched("- echo hi");
  }

  @Test
  void a_queue_that_is_no_file_of_its_own() throws Exception {
    Program.of("mkfifo", folder.resolve("pipe").toString()).run();
    write("consumed.yaml", "- echo done");
    var pegasus = Pegasus.in(folder);
    for (String mode : List.of("q", "l")) {
      assertRefused(pegasus.run(mode, "--queue-file", "pipe"), "pipe: ", "not a file");
    }
    for (String mode : List.of("q", "b")) {
      assertRefused(pegasus.run(mode, "--queue-file", "hosts.yaml"), "hosts.yaml", "two files");
      assertRefused(pegasus.run(mode, "--queue-file", "consumed.yaml"), "consumed.yaml", "another");
    }
    assertEquals("- localhost", Files.readString(folder.resolve("hosts.yaml")).strip());
    assertEquals("- echo done", Files.readString(folder.resolve("consumed.yaml")).strip());
  }

  @Test
  void missing_hosts() throws Exception {
    Files.delete(folder.resolve("hosts.yaml"));
    assertRefused(Pegasus.in(folder).run("q"), "hosts.yaml: there is no such file", "- node-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hosts.yaml", "queue.yaml"})
  void a_folder_where_a_file_should_be(String file) throws Exception {
    Files.delete(folder.resolve(file));
    Files.createDirectory(folder.resolve(file));
    for (var mode : List.of("q", "b")) {
      assertRefused(Pegasus.in(folder).run(mode), file + ": ", "this is a folder");
    }
  }

  @Test
  void missing_queue() throws Exception {
    Files.delete(folder.resolve("queue.yaml"));
    assertRefused(Pegasus.in(folder).run("b"), "queue.yaml: there is no such file", "- echo");
    assertRefused(Pegasus.in(folder).run("l"), "queue.yaml: there is no such file", "- echo");
  }

  @Test
  void missing_ssh_config() throws Exception {
    assertRefused(Pegasus.in(folder).run("q", "-F", "nowhere"), "nowhere: ", "ssh_config");
    assertUntouched("- echo hi");
  }

  @Test
  void a_queue_that_is_not_text() throws Exception {
    Files.write(folder.resolve("queue.yaml"), new byte[] {'-', ' ', 'a', '\n', (byte) 0xFF, '\n'});
    assertRefused(Pegasus.in(folder).run("q"), "queue.yaml:2: ", "UTF-8");
  }

  private Program.Ended runInside() {
    return Pegasus.in(folder)
        .runInside(
            "q",
            "--hosts-file=" + folder.resolve("hosts.yaml"),
            "--queue-file=" + folder.resolve("queue.yaml"));
  }

  private static void assertRefused(Program.Ended ended, String where, String what) {
    assertEquals(2, ended.status(), ended::err);
    assertEquals("", ended.out());
    assertTrue(ended.err().startsWith("[Pegasus] " + where), ended::err);
    assertTrue(ended.err().contains(what), ended::err);
    assertEquals(1, ended.err().lines().count(), ended::err);
  }

  private void assertUntouched(String queue) throws IOException {
    assertEquals(queue, Files.readString(folder.resolve("queue.yaml")));
    assertFalse(Files.exists(folder.resolve("consumed.yaml")));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
