package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.session.Running.Signal;
import pegasus.support.Collected;
import pegasus.support.Eventually;
import pegasus.support.Nodes;
import pegasus.support.Processes;

/// Many hosts with one destination share connections, and notice nothing of it.
@EnabledIf("pegasus.session.SshLab#available")
@Timeout(120)
class SharedConnectionTest {
  private static final Outcome SUCCESS = new Outcome.Exited(0);
  private static final int MANY = SshPool.FEW + 6;

  @TempDir private Path folder;

  @Test
  void few_hosts_have_a_connection_each() throws Exception {
    try (var nodes = nodes()) {
      assertEquals(SshPool.FEW, servers(begin(connect(nodes, SshPool.FEW))).size());
    }
  }

  @Test
  void many_hosts_share_connections_evenly() throws Exception {
    int hosts = SshPool.FEW * SshPool.TOGETHER + 1;
    try (var nodes = nodes()) {
      var sessions = connect(nodes, hosts);
      assertEquals(SshPool.FEW + 1, logins(nodes));
      var servers = begin(sessions).stream().collect(Collectors.groupingBy(Begun::server));
      assertEquals(SshPool.FEW + 1, servers.size());
      assertTrue(servers.values().stream().allMatch(list -> list.size() <= SshPool.TOGETHER));
    }
  }

  @Test
  void names_for_one_place_share_connections_and_places_that_differ_do_not() throws Exception {
    try (var lab = SshLab.start(folder, List.of(), "a", "b")) {
      String key = "IdentityFile " + lab.nodes().userKey();
      var connector =
          lab.connector(
              lab.block("one two three four", "a", key),
              lab.block("other", "a", key, "ServerAliveInterval 7"));
      var names = new ArrayList<>(List.of("one", "two", "three", "four", "other", "b"));
      for (int i = 0; i < SshPool.FEW; i++) {
        names.add("one");
      }
      AtOnce.run(names.size(), i -> connector.connect(new Host(names.get(i))));
      assertEquals(SshPool.FEW + 1, logins(lab.nodes(), "a"));
      assertEquals(1, logins(lab.nodes(), "b"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void a_server_that_allows_few_channels_runs_all_commands_at_once(int most) throws Exception {
    try (var nodes = nodes("MaxSessions " + most, "MaxStartups 100")) {
      var sessions = connect(nodes, MANY);
      var begun = begin(sessions);
      assertEquals(MANY, begun.size());
      begun.forEach(it -> Processes.kill(it.leader()));
      for (var it : begun) {
        assertTrue(it.running().await() instanceof Outcome.Signalled);
      }
      for (var session : sessions) {
        for (int i = 0; i < 3; i++) {
          assertEquals(SUCCESS, session.start("true", new Collected()).await());
        }
      }
    }
  }

  @Test
  void a_signal_reaches_one_command_and_spares_those_beside_it() throws Exception {
    try (var nodes = nodes()) {
      var begun = begin(connect(nodes, MANY));
      var last = begun.removeLast();
      assertTrue(last.running().signal(Signal.TERM));
      assertEquals(new Outcome.Signalled("TERM"), last.running().await());
      Eventually.check("all of it is gone", last.running()::gone);
      begun.forEach(it -> assertTrue(Processes.runs(it.leader())));
    }
  }

  @Test
  void a_session_that_is_closed_loses_its_command_and_spares_those_beside_it() throws Exception {
    try (var nodes = nodes()) {
      var sessions = connect(nodes, MANY);
      var begun = begin(sessions);
      sessions.getLast().close();
      assertTrue(begun.removeLast().running().await() instanceof Outcome.Lost);
      assertFalse(sessions.removeLast().open());
      begun.forEach(it -> Processes.kill(it.leader()));
      for (var it : begun) {
        assertTrue(it.running().await() instanceof Outcome.Signalled);
      }
      assertTrue(sessions.stream().allMatch(Session::open));
    }
  }

  @Test
  void a_watched_command_ends_with_its_session_and_spares_those_beside_it() throws Exception {
    try (var nodes = nodes()) {
      var watching = new Sessions(Optional.of(nodes.sshConfig()), Shells.WATCHED, event -> {});
      var sessions = AtOnce.run(MANY, _ -> watching.connect(new Host("node-1")));
      var begun = begin(sessions);
      sessions.getLast().close();
      long ended = begun.removeLast().leader();
      Eventually.check("it has ended", () -> !Processes.runs(ended));
      begun.forEach(it -> assertTrue(Processes.runs(it.leader())));
      sessions.forEach(Session::close);
    }
  }

  @Test
  void a_connection_that_breaks_loses_what_runs_on_it_and_nothing_else() throws Exception {
    try (var nodes = nodes()) {
      var sessions = connect(nodes, MANY);
      var begun = begin(sessions);
      long broken = begun.getLast().server();
      Processes.kill(broken);
      for (var it : begun) {
        if (it.server() == broken) {
          assertTrue(it.running().await() instanceof Outcome.Lost);
        } else {
          Processes.kill(it.leader());
          assertTrue(it.running().await() instanceof Outcome.Signalled);
        }
      }
      for (int i = 0; i < MANY; i++) {
        assertEquals(begun.get(i).server() != broken, sessions.get(i).open());
      }
    }
  }

  @Test
  void those_who_lost_their_connection_share_the_next_one_too() throws Exception {
    try (var nodes = nodes()) {
      var connector = new SshConnector(Optional.of(nodes.sshConfig()), Shells.PLAIN, event -> {});
      var first = AtOnce.run(MANY, _ -> connector.connect(new Host("node-1")));
      var begun = begin(first);
      nodes.cut("node-1");
      for (var it : begun) {
        assertTrue(it.running().await() instanceof Outcome.Lost);
      }
      nodes.restart("node-1");
      var again = AtOnce.run(MANY, _ -> connector.connect(new Host("node-1")));
      assertEquals(MANY, begin(again).size());
      assertEquals(SshPool.FEW, logins(nodes));
      first.forEach(Session::close); // which spares the new ones
      assertTrue(again.stream().allMatch(Session::open));
    }
  }

  @Test
  void all_hear_why_there_is_no_way() throws Exception {
    try (var nodes = nodes()) {
      var connector = new SshConnector(Optional.of(nodes.sshConfig()), Shells.PLAIN, event -> {});
      nodes.cut("node-1");
      var reasons = AtOnce.run(MANY, _ -> SshLab.refusal(connector, "node-1"));
      assertEquals(1, Set.copyOf(reasons).size(), reasons::toString);
      assertTrue(reasons.getFirst().contains("refused"), reasons::toString);
      nodes.restart("node-1");
      assertEquals("node-1", SshLab.nodeOf(connector, "node-1"));
    }
  }

  @Test
  void one_who_is_interrupted_on_the_way_takes_nobody_along() throws Exception {
    var place = new SharedConnection();
    var dialing = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () ->
                  place.connected(
                      () -> {
                        dialing.countDown();
                        new CountDownLatch(1).await();
                        throw new SshFailure("not interrupted");
                      }));
      dialing.await();
      var second =
          threads.submit(
              () ->
                  place.connected(
                      () -> {
                        throw new SshFailure("another try");
                      }));
      first.cancel(true);
      var failure = assertThrows(ExecutionException.class, second::get).getCause();
      assertEquals("another try", failure.getMessage());
    }
  }

  /// A command that runs.
  ///
  /// @param server the process that serves its connection
  private record Begun(Running running, long leader, long server) {}

  private static List<Begun> begin(List<Session> sessions) throws InterruptedException {
    var begun = new ArrayList<Begun>();
    for (var session : sessions) {
      var output = new Collected();
      var running = session.start("echo $$ $PPID; exec sleep 600", output);
      String[] ids = output.firstLine().split(" ");
      begun.add(new Begun(running, Long.parseLong(ids[0]), Long.parseLong(ids[1])));
    }
    return begun;
  }

  private static Set<Long> servers(List<Begun> begun) {
    return begun.stream().map(Begun::server).collect(Collectors.toSet());
  }

  private static List<Session> connect(Nodes nodes, int hosts) throws Exception {
    var connector = new SshConnector(Optional.of(nodes.sshConfig()), Shells.PLAIN, event -> {});
    return AtOnce.run(hosts, _ -> connector.connect(new Host("node-1")));
  }

  private static long logins(Nodes nodes) {
    return logins(nodes, "node-1");
  }

  private static long logins(Nodes nodes, String name) {
    return nodes.log(name).lines().filter(line -> line.contains("Accepted publickey")).count();
  }

  private Nodes nodes(String... sshdLines) {
    return Nodes.startOpenSsh(folder, List.of(sshdLines), "node-1");
  }
}
