package pegasus.program;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Pegasus;
import pegasus.support.Program;

/// Hosts that are reached, and hosts that are not.
class ReachTest {
  private static Nodes nodes;

  @TempDir Path folder;
  private Path config;

  @BeforeAll
  static void start(@TempDir Path folder) {
    nodes = Nodes.start(folder, "node-1", "node-2");
  }

  @AfterAll
  static void stop() {
    nodes.close();
  }

  @BeforeEach
  void nameConfig() {
    config = folder.resolve("ssh_config");
  }

  @Test
  void a_dead_host_is_left_out() throws Exception {
    Deaf.sshConfig(config, nodes);
    var pegasus = pegasus().hosts("- dead", "- node-1").queue("- echo one", "- echo two");
    var ended = pegasus.run("q");
    assertEquals("[node-1] one\n[node-1] two\n", ended.out());
    assertTrue(ended.err().contains("[dead] unreachable: "), ended::err);
    assertEquals(0, ended.status());
  }

  /// Its AES takes ten times what the JDK's does, and it takes long to load.
  @Test
  void an_ordinary_connection_does_without_bouncycastle() throws Exception {
    Path classes = folder.resolve("classes");
    var ended =
        Pegasus.in(folder)
            .on(nodes)
            .hosts("- node-1")
            .queue("- echo hi")
            .program("q")
            .with(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes))
            .run();
    assertEquals("[node-1] hi\n", ended.out(), ended::err);
    String loaded = Files.readString(classes);
    assertTrue(loaded.contains("net.schmizz.sshj.SSHClient"));
    assertFalse(loaded.contains("org.bouncycastle.jce.provider.BouncyCastleProvider"));
  }

  /// The thread that the JDK starts for virtual ones that wait for sockets waits in native code;
  /// for such threads the JVM waits 300 ms at its exit.
  @Test
  void a_connection_starts_no_thread_that_holds_up_the_exit() throws Exception {
    Path jstack = Path.of(System.getProperty("java.home"), "bin", "jstack");
    assumeTrue(Files.isExecutable(jstack), "no jstack");
    try (var daemon =
        Pegasus.in(folder).on(nodes).hosts("- node-1").queue("- echo hi").start("q", "-d")) {
      daemon.awaitOut("hi");
      var threads = Program.of(jstack.toString(), Long.toString(daemon.pid())).run().out();
      assertTrue(threads.contains("sshj-Reader"), threads);
      assertFalse(threads.contains("\"MasterPoller\""), threads);
    }
  }

  @Test
  void nothing_is_taken_when_no_host_can_be_reached() throws Exception {
    Deaf.sshConfig(config, nodes);
    var pegasus = pegasus().hosts("- hostname: dead", "  gpu: [0, 1]").queue("- echo one");
    for (String mode : List.of("q", "b")) {
      var ended = pegasus.run(mode);
      assertEquals(3, ended.status(), ended::err);
      assertEquals("", ended.out());
      assertTrue(ended.err().contains("[dead (gpu=1)] unreachable: "), ended::err);
      assertEquals("- echo one\n", pegasus.read("queue.yaml"));
    }
  }

  @Test
  void a_key_may_be_in_the_agent_only() throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "ssh-agent is needed");
    Path socket = folder.resolve("agent");
    try (var agent = Agent.start(socket)) {
      agent.add(nodes.userKey());
      addHost("node-1", "Port " + nodes.port("node-1"));
      var pegasus = pegasus().hosts("- node-1").queue("- echo in");
      Program.Ended without = pegasus.program("q").with(Map.of("SSH_AUTH_SOCK", "")).run();
      assertEquals(3, without.status(), without::err);
      Program.Ended with =
          pegasus.program("q").with(Map.of("SSH_AUTH_SOCK", socket.toString())).run();
      assertEquals("[node-1] in\n", with.out(), with::err);
    }
  }

  @Test
  void a_host_may_be_behind_another() throws Exception {
    assumeTrue(NodeKind.OPENSSH.available(), "MINA's test server forwards nothing");
    Files.copy(nodes.sshConfig(), config);
    String key = "IdentityFile " + nodes.userKey();
    addHost("inner", "Port " + nodes.port("node-2"), "ProxyJump node-1", key);
    var ended = pegasus().hosts("- inner").queue("- echo $PEGASUS_NODE").run("q");
    assertEquals("[inner] node-2\n", ended.out(), ended::err);
    assertTrue(nodes.log("node-1").contains("Accepted publickey"), () -> nodes.log("node-1"));
  }

  private Pegasus pegasus() {
    return Pegasus.in(folder).sshConfig(config);
  }

  private void addHost(String name, String... settings) throws IOException {
    var lines = new ArrayList<>(List.of("Host " + name, "HostName 127.0.0.1"));
    lines.add("UserKnownHostsFile " + folder.resolve("known_hosts"));
    lines.addAll(List.of(settings));
    Files.write(config, lines, CREATE, APPEND);
  }
}
