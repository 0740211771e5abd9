package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Broadcast;
import pegasus.Cluster;
import pegasus.Host;
import pegasus.Options;
import pegasus.Outcome;
import pegasus.Queue;
import pegasus.support.Collected;
import pegasus.support.Eventually;
import pegasus.support.FakeCommand;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Processes;

/// Shells that are started before their commands. The node notes down the shells that it starts.
@Timeout(60)
class StandbyTest {
  private static final Outcome SUCCESS = new Outcome.Exited(0);

  @TempDir private Path folder;
  private Path started;
  private Path open;

  @BeforeEach
  void nothingStarted() throws IOException {
    assumeTrue(NodeKind.OPENSSH.available());
    started = Files.createFile(folder.resolve("started"));
    open = Files.createFile(folder.resolve("open"));
  }

  /// A shell that starts while all is being taken away would leave a note in the way.
  @AfterEach
  void noMoreNotes() throws IOException {
    Files.deleteIfExists(open);
  }

  @Test
  void a_short_command_finds_two_shells_started_and_leaves_two() throws Exception {
    try (var nodes = nodes();
        var session = connect(nodes, Place.AT_ONCE)) {
      run(session, "true");
      assertEquals(1, shells().size());
      run(session, "true");
      Eventually.check("two wait", () -> shells().size() == 4);
      assertEquals("it is one of them\n", run(session, "echo it is one of them"));
      Eventually.check("two wait again", () -> shells().size() == 5);
      assertEquals("and so on\n", run(session, "echo and so on"));
    }
  }

  @Test
  void a_shell_that_nobody_needs_is_let_go_though_the_session_stays() throws Exception {
    try (var nodes = nodes();
        var session = connect(nodes, new Standbys.Timing(() -> 0, Duration.ofMillis(300)))) {
      run(session, "true");
      run(session, "true");
      Eventually.check("two wait", () -> shells().size() == 4);
      Eventually.check("they end", () -> shells().stream().noneMatch(Processes::runs));
      assertEquals("on\n", run(session, "echo on"));
    }
  }

  @Test
  void shells_that_wait_end_with_their_session() throws Exception {
    try (var nodes = nodes()) {
      try (var session = connect(nodes, Place.AT_ONCE)) {
        run(session, "true");
        run(session, "true");
      }
      Eventually.check("they end", () -> shells().stream().noneMatch(Processes::runs));
    }
  }

  @Test
  void commands_far_apart_start_their_own_shells() throws Exception {
    var seconds = new AtomicLong();
    var timing =
        new Standbys.Timing(() -> seconds.incrementAndGet() * 1_000_000_000, Duration.ofMinutes(2));
    try (var nodes = nodes();
        var session = connect(nodes, timing)) {
      for (int i = 1; i <= 5; i++) {
        assertEquals(i + "\n", run(session, "echo " + i));
        assertEquals(i, shells().size());
      }
    }
  }

  @Test
  void a_long_command_starts_its_own_shell() throws Exception {
    var text = "x".repeat(5000);
    try (var nodes = nodes();
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 0; i < 5; i++) {
        assertEquals(text + "\n", run(session, "echo " + text));
      }
    }
  }

  /// As where the login shell is fish, or an account may run one command only.
  @Test
  void a_node_where_no_shell_waits_is_asked_for_two_at_the_most() throws Exception {
    var refusing = "case $SSH_ORIGINAL_COMMAND in *'read -r _pegasus'*) echo no; exit 127;; esac; ";
    try (var nodes = nodes("ForceCommand " + refusing + note());
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 1; i <= 10; i++) {
        assertEquals(i + "\n", run(session, "echo " + i));
        assertEquals(i, shells().size());
      }
    }
  }

  /// It says that it waits, and ends at once, with a status that is not that of a command.
  @ParameterizedTest
  @ValueSource(strings = {"", " | cat", "; sleep 0.02; exit 1"})
  void a_node_that_gives_commands_no_input_runs_each_once(String then) throws Exception {
    var file = folder.resolve("lines");
    var line = "ForceCommand echo hello; sh -c \"$SSH_ORIGINAL_COMMAND\" </dev/null" + then;
    try (var nodes = nodes(line);
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 1; i <= 20; i++) {
        var output = new Collected();
        session.start("echo %d | tee -a %s".formatted(i, file), output).await();
        assertEquals("hello\n" + i + "\n", output.stdout());
      }
      assertEquals(20, Files.readAllLines(file).size());
    }
  }

  @Test
  void what_a_shell_did_not_get_to_read_is_run_by_another() throws Exception {
    var file = folder.resolve("lines");
    try (var nodes = nodes();
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 1; i <= 40; i++) {
        assertEquals(i + "\n", run(session, "echo %d | tee -a %s".formatted(i, file)));
        shells().reversed().stream().limit(2).forEach(Processes::kill);
      }
      assertEquals(40, Files.readAllLines(file).size());
    }
  }

  @Test
  void what_was_not_read_and_is_not_wanted_any_more_is_not_run() throws Exception {
    var started = new AtomicBoolean();
    var unread = new FakeCommand(new Host("node-1"), "true", new Collected());
    unread.end(Standby.NOT_RUN);
    var command =
        new GivenCommand(
            unread,
            () -> {
              started.set(true);
              return new NotStarted("for the test");
            });

    command.signal(Running.Signal.TERM);

    assertEquals(Standby.NOT_RUN, command.await());
    assertFalse(started.get());
  }

  /// Else a command would run twice because something else on the node is noisy.
  @Test
  void only_the_end_of_the_streams_tells_that_a_command_was_not_read() {
    var quiet = CommandStreams.ofWaiting(new Collected(), taken -> {});
    quiet.stderr(":pegasus:7\n".getBytes(UTF_8));
    assertFalse(quiet.notBegun());
    quiet.end();
    assertTrue(quiet.notBegun());
    var noisy = CommandStreams.ofWaiting(new Collected(), taken -> {});
    noisy.stderr((":pegasus:7\n" + "noise ".repeat(9_000)).getBytes(UTF_8));
    noisy.end();
    assertTrue(noisy.begun().isDone());
    assertFalse(noisy.notBegun());
  }

  @Test
  void a_node_that_tells_no_group_is_not_asked_for_more_than_commands() throws Exception {
    try (var nodes = nodes("ForceCommand echo $$ >>" + started + "; echo its own");
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 1; i <= 5; i++) {
        assertEquals("its own\n", run(session, "echo " + i));
        assertEquals(i, shells().size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void however_few_channels_there_are_each_command_runs_once(int channels) throws Exception {
    var file = folder.resolve("lines");
    try (var nodes = nodes("MaxSessions " + channels);
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 0; i < 30; i++) {
        assertEquals(i + "\n", run(session, "echo %d | tee -a %s".formatted(i, file)));
      }
      assertEquals(30, Files.readAllLines(file).size());
    }
  }

  @Test
  void what_the_start_up_files_say_comes_with_the_command() throws Exception {
    try (var nodes = nodes("ForceCommand echo hello; echo you >&2; " + note());
        var session = connect(nodes, Place.AT_ONCE)) {
      for (int i = 0; i < 5; i++) {
        var output = new Collected();
        assertEquals(SUCCESS, session.start("echo on; echo err >&2", output).await());
        assertEquals("hello\non\n", output.stdout());
        assertEquals("you\nerr\n", output.stderr());
      }
    }
  }

  @Test
  void shells_that_wait_end_when_the_connection_breaks() throws Exception {
    try (var nodes = nodes();
        var session = connect(nodes, Place.AT_ONCE)) {
      run(session, "true");
      run(session, "true");
      Eventually.check("two wait", () -> shells().size() == 4);
      nodes.cut("node-1");
      Eventually.check("they end", () -> shells().stream().noneMatch(Processes::runs));
      Eventually.check("it is known", () -> !session.open());
    }
  }

  /// Else it would count as not run, though it may have been.
  @Test
  void a_command_that_a_shell_may_have_read_when_the_connection_broke_is_lost() throws Exception {
    var deaf = folder.resolve("deaf");
    var got = folder.resolve("got");
    var reads = "test -e %s && echo :pegasus:$$ >&2 && exec cat >>%s; ".formatted(deaf, got);
    try (var nodes = nodes("ForceCommand " + reads + note());
        var session = connect(nodes, Place.AT_ONCE)) {
      run(session, "true");
      run(session, "true");
      Eventually.check("two wait", () -> shells().size() == 4);
      Files.createFile(deaf);
      run(session, "true");
      run(session, "true");
      var running = session.start("echo on", new Collected());
      Eventually.check("it was read", () -> Files.exists(got) && size(got) > 0);
      nodes.cut("node-1");
      var outcome = running.await();
      assertTrue(outcome instanceof Outcome.Lost, outcome.toString());
    }
  }

  /// Each command may depend on what the one before did to the account.
  @Test
  void broadcasts_and_clusters_start_no_shell_ahead() throws Exception {
    try (var nodes = nodes()) {
      var options = Options.defaults().withSshConfig(nodes.sshConfig());
      var hosts = List.of(new Host("node-1"));
      var commands = new String[] {"true", "true", "true", "true"};
      assertTrue(Broadcast.run(hosts, Queue.of(commands), options).ok());
      assertEquals(4, shells().size());
      try (var cluster = Cluster.connect(hosts, options)) {
        for (var command : commands) {
          assertTrue(cluster.run(command).ok());
        }
      }
      assertEquals(8, shells().size());
    }
  }

  private static String run(Session session, String command) throws InterruptedException {
    var output = new Collected();
    assertEquals(SUCCESS, session.start(command, output).await());
    return output.stdout();
  }

  /// The shells so far, by their ids.
  private List<Long> shells() {
    try {
      return Files.readAllLines(started).stream().map(Long::valueOf).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String note() {
    return "test -e %s && echo $$ >>%s; eval \"$SSH_ORIGINAL_COMMAND\"".formatted(open, started);
  }

  private Nodes nodes() {
    return nodes("ForceCommand " + note());
  }

  private Nodes nodes(String line) {
    return Nodes.start(NodeKind.OPENSSH, folder, List.of(line), "node-1");
  }

  private static Session connect(Nodes nodes, Standbys.Timing timing) throws InterruptedException {
    return new Sessions(Optional.of(nodes.sshConfig()), Shells.AHEAD, timing, event -> {})
        .connect(new Host("node-1"));
  }
}
