package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.session.Running.Signal;
import pegasus.support.Collected;
import pegasus.support.Eventually;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;
import pegasus.support.Processes;

/// What only a session over SSH can run into.
@Timeout(60)
class SshSessionTest {
  private static final Outcome SUCCESS = new Outcome.Exited(0);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void a_connection_that_breaks_loses_the_command_at_once(NodeKind kind) throws Exception {
    try (var nodes = nodes(kind, List.of());
        var session = connect(nodes)) {
      var output = new Collected();
      var running = session.start("echo begun; sleep 600", output);
      output.firstLine();
      nodes.cut("node-1");
      assertTrue(running.await() instanceof Outcome.Lost(String reason) && !reason.isBlank());
      assertEquals("begun\n", output.stdout());
      assertFalse(session.open());
      var lost = assertThrows(SessionLost.class, () -> session.start("true", new Collected()));
      assertTrue(lost.getMessage().contains("node-1"), lost.getMessage());
      running.signal(Signal.KILL);
    }
  }

  /// Shorter than any wait for an answer: a channel that is asked for while the connection dies is
  /// told so, too.
  @ParameterizedTest
  @EnumSource
  @Timeout(20)
  void a_connection_that_breaks_between_commands_takes_no_more(NodeKind kind) throws Exception {
    try (var nodes = nodes(kind, List.of());
        var session = connect(nodes)) {
      assertEquals(SUCCESS, session.start("true", new Collected()).await());
      nodes.cut("node-1");
      try {
        assertTrue(session.start("true", new Collected()).await() instanceof Outcome.Lost);
      } catch (SessionLost e) {
        assertFalse(session.open()); // the news came first
      }
      nodes.restart("node-1");
      try (var again = connect(nodes)) {
        assertEquals(SUCCESS, again.start("true", new Collected()).await());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_closed_session_loses_what_it_was_running(NodeKind kind) throws Exception {
    try (var nodes = nodes(kind, List.of())) {
      var session = connect(nodes);
      var output = new Collected();
      var running = session.start("echo $$; exec sleep 600", output);
      long command = Long.parseLong(output.firstLine());
      session.close();
      assertTrue(running.await() instanceof Outcome.Lost);
      assertTrue(Processes.runs(command), "but it goes on");
      Processes.kill(command);
    }
  }

  @ParameterizedTest
  @EnumSource
  void commands_start_in_the_home_folder_of_the_node(NodeKind kind) throws Exception {
    try (var nodes = nodes(kind, List.of());
        var session = connect(nodes)) {
      var output = new Collected();
      assertEquals(SUCCESS, session.start("echo \"$(pwd) $PEGASUS_NODE\"", output).await());
      assertEquals(System.getProperty("user.home") + " node-1\n", output.stdout());
    }
  }

  @Test
  void what_the_login_shell_says_is_kept_and_the_rest_goes_on() throws Exception {
    var chatty = "ForceCommand echo out; printf 'no newline' >&2; eval \"$SSH_ORIGINAL_COMMAND\"";
    try (var nodes = nodes(NodeKind.OPENSSH, List.of(chatty));
        var session = connect(nodes)) {
      var output = new Collected();
      var running = session.start("echo in; echo err >&2; sleep 600", output);
      output.firstLine();
      running.signal(Signal.TERM);
      assertEquals(new Outcome.Signalled("TERM"), running.await());
      assertEquals("out\nin\n", output.stdout());
      assertEquals("no newlineerr\n", output.stderr());
    }
  }

  @Test
  void a_command_in_the_group_of_a_program_that_runs_it_is_ended_with_all_of_that()
      throws Exception {
    String program = "ForceCommand sh -c \"$SSH_ORIGINAL_COMMAND\"; exit $?";
    String sleep = Processes.sleep();
    try (var nodes = nodes(NodeKind.OPENSSH, List.of(program))) {
      for (var shells : List.of(Shells.PLAIN, Shells.WATCHED)) {
        try (var session = connect(nodes, shells)) {
          var output = new Collected();
          String command = "trap '' TERM; echo begun; %1$s & %1$s".formatted(sleep);
          var running = session.start(command, output);
          output.firstLine();
          assertTrue(running.signal(Signal.TERM));
          assertFalse(running.gone());
          assertTrue(running.signal(Signal.KILL));
          running.await();
          Eventually.check("it is gone", running::gone);
          assertEquals(List.of(), Processes.matching(sleep));
        }
      }
    }
  }

  @Test
  void a_watched_command_in_the_group_of_a_program_ends_with_its_connection() throws Exception {
    String program = "ForceCommand sh -c \"$SSH_ORIGINAL_COMMAND\"; exit $?";
    String sleep = Processes.sleep();
    try (var nodes = nodes(NodeKind.OPENSSH, List.of(program))) {
      try (var session = connect(nodes, Shells.WATCHED)) {
        var output = new Collected();
        session.start("echo begun; %1$s & %1$s".formatted(sleep), output);
        output.firstLine();
      }
      Eventually.check("it is gone", () -> Processes.matching(sleep).isEmpty());
    }
  }

  @Test
  void a_node_that_runs_something_else_hangs_nothing() throws Exception {
    try (var nodes = nodes(NodeKind.OPENSSH, List.of("ForceCommand echo go away >&2; exit 9"));
        var session = connect(nodes)) {
      var output = new Collected();
      var running = session.start("true", output);
      running.signal(Signal.TERM);
      assertEquals(new Outcome.Exited(9), running.await());
      assertEquals("go away\n", output.stderr());
    }
  }

  @Test
  void one_channel_at_a_time_is_enough_for_commands() throws Exception {
    try (var nodes = nodes(NodeKind.OPENSSH, List.of("MaxSessions 1"));
        var session = connect(nodes)) {
      for (int i = 0; i < 20; i++) {
        var output = new Collected();
        assertEquals(SUCCESS, session.start("echo " + i, output).await());
        assertEquals(i + "\n", output.stdout());
      }
    }
  }

  @Test
  void a_command_on_the_only_channel_there_may_be_is_ended_over_another_connection()
      throws Exception {
    try (var nodes = nodes(NodeKind.OPENSSH, List.of("MaxSessions 1"));
        var session = connect(nodes)) {
      for (int i = 0; i < 3; i++) {
        var output = new Collected();
        var running = session.start("echo begun; sleep 600", output);
        output.firstLine();
        assertTrue(running.signal(Signal.TERM));
        assertEquals(new Outcome.Signalled("TERM"), running.await());
        assertTrue(running.gone());
      }
    }
  }

  @Test
  void two_channels_are_enough_to_end_one() throws Exception {
    try (var nodes = nodes(NodeKind.OPENSSH, List.of("MaxSessions 2"));
        var session = connect(nodes)) {
      for (int i = 0; i < 5; i++) {
        var output = new Collected();
        var running = session.start("echo begun; sleep 600", output);
        output.firstLine();
        running.signal(Signal.TERM);
        assertEquals(new Outcome.Signalled("TERM"), running.await());
      }
    }
  }

  private Nodes nodes(NodeKind kind, List<String> sshdLines) {
    assumeTrue(kind.available(), kind + " is not installed");
    return Nodes.start(kind, folder, sshdLines, "node-1");
  }

  private static Session connect(Nodes nodes) throws InterruptedException {
    return connect(nodes, Shells.PLAIN);
  }

  private static Session connect(Nodes nodes, Shells shells) throws InterruptedException {
    return new Sessions(Optional.of(nodes.sshConfig()), shells, event -> {})
        .connect(new Host("node-1"));
  }
}
