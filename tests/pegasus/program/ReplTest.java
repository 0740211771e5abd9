package pegasus.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Checkout;
import pegasus.support.Eventually;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Processes;
import pegasus.support.Program;
import pegasus.support.Tmux;

/// `jbang repl@org` from a clone, in a terminal, as a person types there. CatalogTest has the same
/// from a remote catalog.
class ReplTest {
  private static final String PROMPT = "\njshell>";

  @TempDir private Path folder;

  private Tmux terminal;

  @Test
  @Timeout(300) // the scripts are compiled
  void a_person_looks_tries_interrupts_and_leaves() throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "the nodes stand in an ssh_config");
    Path servers = Files.createDirectory(folder.resolve("servers"));
    try (Nodes nodes = Nodes.startOpenSsh(servers, List.of(), "node-1", "node-2");
        Tmux opened = open(nodes)) {
      terminal = opened;
      assertEquals(3, terminal.await(s -> s.endsWith(PROMPT)).strip().split("\n+").length - 1);

      a_table_of_64_hosts_is_shown_whole();
      a_preview_shows_rendered_commands();
      output_is_shown_as_it_comes();
      ctrl_c_ends_the_command_and_not_the_shell();
      names_are_completed_and_lines_are_remembered();
      nothing_is_left_after_ctrl_d();
    }
  }

  private Tmux open(Nodes nodes) throws Exception {
    Files.writeString(
        folder.resolve("hosts.yaml"),
        "- hostname: [node-1, node-2]\n  gpu: " + IntStream.range(0, 32).boxed().toList() + "\n");
    Files.writeString(folder.resolve("queue.yaml"), "- {command: 'echo {{bs}} {{gpu}}', bs: [8]}");
    String cache = Path.of(System.getProperty("user.home"), ".jbang", "cache").toString();
    Map<String, String> variables =
        Map.of(
            "PATH", nodes.path(),
            "JBANG_DIR", folder.resolve("jbang").toString(),
            "JBANG_CACHE_DIR", System.getenv().getOrDefault("JBANG_CACHE_DIR", cache));
    String catalog = Checkout.file("jbang-catalog.json").toString();
    jbang(variables, "catalog", "add", "--name", "org", catalog);
    jbang(variables, "build", "repl@org"); // may take longer than a test waits for a screen
    return Tmux.start(folder, variables, Checkout.file("jbang").toString(), "repl@org");
  }

  private void jbang(Map<String, String> variables, String... arguments) throws Exception {
    String jbang = Checkout.file("jbang").toString();
    String[] command = Stream.concat(Stream.of(jbang), Stream.of(arguments)).toArray(String[]::new);
    Program.Ended ended = Program.of(command).in(folder).with(variables).run();
    assertEquals(0, ended.status(), ended::err);
  }

  private void a_table_of_64_hosts_is_shown_whole() throws Exception {
    String rows =
        IntStream.range(0, 64)
            .mapToObj(i -> "node-%d  %d\n".formatted(1 + i / 32, i % 32))
            .collect(Collectors.joining());

    terminal.type("var hosts = Hosts.expand(\"hosts.yaml\")");

    terminal.await(s -> s.contains("hosts ==> 64 hosts\nHOST    gpu\n" + rows));
  }

  private void a_preview_shows_rendered_commands() throws Exception {
    terminal.type("Queue.open(\"queue.yaml\").preview(hosts.first(2))");

    terminal.await(
        s ->
            s.contains(
                """
                 ==> 1 job
                JOB  HOST            COMMAND
                1    node-1 (gpu=0)  echo 8 0
                1    node-1 (gpu=1)  echo 8 1
                """));
  }

  private void output_is_shown_as_it_comes() throws Exception {
    Path go = folder.resolve("go");
    String wait = "until test -e %s; do sleep 0.1; done".formatted(go);

    terminal.type("run(hosts.get(0), \"echo one; %s; echo two\")".formatted(wait));

    terminal.await(s -> s.endsWith("\n[node-1 (gpu=0)] one"));
    Files.createFile(go);
    terminal.await(s -> s.contains("\n[node-1 (gpu=0)] two\n$") && s.endsWith(PROMPT));
  }

  private void ctrl_c_ends_the_command_and_not_the_shell() throws Exception {
    String sleep = Processes.sleep();
    terminal.type("run(hosts.get(0), \"echo begun; %s\")".formatted(sleep));
    terminal.await(s -> s.endsWith("] begun"));
    Eventually.check("it sleeps", () -> !Processes.matching(sleep).isEmpty());

    terminal.press("C-c");

    terminal.await(s -> s.contains("interrupted: the running commands") && s.endsWith(PROMPT));
    assertEquals(List.of(), Processes.matching(sleep), "it is gone on its node");
    terminal.type("run(hosts.get(0), \"echo again\").lastLine()");
    terminal.await(s -> s.contains(" ==> \"again\"\n"));
  }

  private void names_are_completed_and_lines_are_remembered() throws Exception {
    terminal.type("");
    terminal.await(s -> s.endsWith(PROMPT));

    terminal.write("hosts.isEmp");
    terminal.press("Tab");
    terminal.await(s -> s.endsWith("hosts.isEmpty()"));
    terminal.press("Enter");
    terminal.await(s -> s.contains(" ==> false\n") && s.endsWith(PROMPT));

    terminal.press("Up");
    terminal.await(s -> s.endsWith("jshell> hosts.isEmpty()"));
    terminal.press("Enter");
    terminal.await(s -> s.split(" ==> false\n").length == 3 && s.endsWith(PROMPT));
  }

  private void nothing_is_left_after_ctrl_d() throws Exception {
    ProcessHandle shell = ProcessHandle.of(terminal.pid()).orElseThrow();
    List<ProcessHandle> all = Stream.concat(Stream.of(shell), shell.descendants()).toList();

    terminal.press("C-d");

    Eventually.check("the terminal is closed", () -> !terminal.runs());
    Eventually.check("all ended", () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }
}
