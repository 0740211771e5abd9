package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ways to a host: written in each of its forms, through jump hosts, through a command.
@EnabledIf("pegasus.session.SshLab#available")
class SshRoutesTest {
  @TempDir static Path folder;
  private static SshLab lab;

  @BeforeAll
  static void start() {
    lab = SshLab.start(folder, List.of(), "first", "second", "last");
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  static Stream<String> forms() {
    String me = System.getProperty("user.name");
    int port = lab.nodes().port("last");
    return Stream.of(
        "last",
        me + "@last",
        "last:" + port,
        me + "@last:" + port,
        "ssh://last",
        "ssh://" + me + "@last:" + port,
        me + "@127.0.0.1:" + port,
        "ssh://127.0.0.1:" + port,
        "[127.0.0.1]:" + port);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void a_host_is_reached_however_it_is_written(String hostname) throws Exception {
    var here =
        "Host 127.0.0.1\n  IdentityFile "
            + lab.nodes().userKey()
            + "\n  UserKnownHostsFile "
            + lab.nodes().knownHosts()
            + "\n";

    assertEquals("last", SshLab.nodeOf(lab.connector(here), hostname));
    assertEquals("last", SshLab.nodeOf(lab.connectorWithoutClient(here), hostname));
  }

  @Test
  void a_host_is_reached_through_a_jump_host() throws Exception {
    var connector = lab.connector("Host last\n  ProxyJump first\n");

    assertEquals("last", SshLab.nodeOf(connector, "last"));
    assertLeadsThrough("first", connector);
  }

  @Test
  void a_chain_of_jump_hosts_leads_through_each_with_its_own_settings() throws Exception {
    String me = System.getProperty("user.name");
    int port = lab.nodes().port("second");
    var chain = "Host last\n  ProxyJump %s@first,second:%d\n".formatted(me, port);
    var connector = lab.connector(chain);

    assertEquals("last", SshLab.nodeOf(connector, "last"));
    assertEquals("last", SshLab.nodeOf(lab.connectorWithoutClient(chain), "last"));
    assertLeadsThrough("first", connector);
    assertLeadsThrough("second", connector);
  }

  @Test
  void a_jump_host_may_itself_be_behind_a_jump_host() throws Exception {
    var connector =
        lab.connector("Host last\n  ProxyJump second\nHost second\n  ProxyJump first\n");

    assertEquals("last", SshLab.nodeOf(connector, "last"));
  }

  @Test
  void a_jump_host_that_is_down_is_named() throws Exception {
    int closed = closedPort();
    var connector =
        lab.connector(
            "Host last\n  ProxyJump gone\nHost gone\n  HostName 127.0.0.1\n  Port " + closed);

    String refusal = SshLab.refusal(connector, "last");

    assertTrue(
        refusal.startsWith("cannot reach last: jump host gone: connection refused by "), refusal);
    assertTrue(refusal.contains("@127.0.0.1:" + closed), refusal);
  }

  @Test
  void a_host_that_the_jump_host_cannot_reach_is_told_so() throws Exception {
    int closed = closedPort();
    var connector =
        lab.connector(
            "Host beyond\n  HostName 127.0.0.1\n  Port %d\n  ProxyJump first\n".formatted(closed));

    String refusal = SshLab.refusal(connector, "beyond");

    assertTrue(refusal.contains("the jump host has no way to 127.0.0.1:" + closed), refusal);
  }

  @Test
  void a_host_that_is_silent_beyond_a_jump_host_is_given_up() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var connector =
          lab.connector(
              """
              Host beyond
                HostName 127.0.0.1
                Port %d
                ProxyJump first
                ConnectTimeout 1
              """
                  .formatted(silent.getLocalPort()));

      String refusal = SshLab.refusal(connector, "beyond");

      assertTrue(refusal.contains("no SSH server answered within 1 s"), refusal);
    }
  }

  @Test
  void a_proxy_command_that_is_silent_is_given_up() {
    var connector = lab.connector("Host last\n  ProxyCommand sleep 60\n  ConnectTimeout 1\n");

    String refusal = SshLab.refusal(connector, "last");

    assertTrue(refusal.contains("no SSH server answered within 1 s"), refusal);
  }

  @Test
  void jump_hosts_in_a_circle_are_an_error_that_says_so() {
    var connector =
        lab.connector("Host first\n  ProxyJump second\nHost second\n  ProxyJump first\n");

    String refusal = SshLab.refusal(connector, "first");

    assertTrue(refusal.contains("ProxyJump leads in a circle"), refusal);
  }

  @Test
  void a_host_is_reached_through_a_proxy_command() throws Exception {
    var relay = "ssh -F %s -W %%h:%%p first".formatted(lab.nodes().sshConfig());
    var connector = lab.connector("Host last\n  ProxyCommand " + relay + "\n");

    assertEquals("last", SshLab.nodeOf(connector, "last"));
  }

  @Test
  void a_proxy_command_that_fails_is_told_in_its_own_words() {
    var connector =
        lab.connector("Host last\n  ProxyCommand sh -c 'echo one >&2; echo two >&2; exit 7'\n");

    String refusal = SshLab.refusal(connector, "last");

    assertTrue(refusal.contains("ProxyCommand ended with status 7: one; two"), refusal);
  }

  /// There is no way to the last node while that one is down.
  private static void assertLeadsThrough(String node, SshConnector connector) {
    lab.nodes().cut(node);
    try {
      String refusal = SshLab.refusal(connector, "last");

      String place = "127.0.0.1:" + lab.nodes().port(node);
      assertTrue(refusal.contains("jump host") && refusal.contains(place), refusal);
    } finally {
      lab.nodes().restart(node);
    }
  }

  static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
