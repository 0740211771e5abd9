package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import pegasus.Outcome;
import pegasus.session.Running.Signal;
import pegasus.support.Collected;
import pegasus.support.Eventually;
import pegasus.support.Processes;

/// How commands end, or are ended, is the same on this machine, over OpenSSH, and over Apache MINA.
@ParameterizedClass
@MethodSource("pegasus.session.Place#available")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SessionEndTest {
  private static final Outcome SUCCESS = new Outcome.Exited(0);

  @Parameter private Place place;
  private Place.Site site;
  private Session session;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void open(@TempDir Path folder) {
    site = place.open(folder);
  }

  @AfterParameterizedClassInvocation(injectArguments = false)
  void closeSite() {
    site.close();
  }

  @BeforeEach
  void connect() throws InterruptedException {
    session = site.connect();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void a_child_that_a_signal_ended_is_what_sh_makes_of_it() throws Exception {
    var outcome = session.start("sh -c 'kill -KILL $$'; exit $?", new Collected()).await();
    assertEquals(new Outcome.Exited(128 + 9), outcome);
  }

  @Test
  void a_command_that_a_signal_ended_leaves_its_last_words() throws Exception {
    var output = new Collected();
    var outcome = session.start("echo last; echo words >&2; kill -KILL $$", output).await();
    assertEquals(
        place == Place.LOCAL || place == Place.MINA
            ? new Outcome.Exited(128 + 9)
            : new Outcome.Signalled("KILL"),
        outcome);
    assertEquals("last\n", output.stdout());
    assertEquals("words\n", output.stderr());
  }

  /// More often than OpenSSH allows channels on a connection.
  @Test
  void a_background_child_does_not_hold_the_end_back() throws Exception {
    var children = new ArrayList<Long>();
    for (int i = 0; i < 12; i++) {
      var output = new Collected();
      assertEquals(SUCCESS, session.start("sleep 600 & echo $!", output).await());
      children.add(Long.valueOf(output.stdout().strip()));
    }
    assertTrue(children.stream().allMatch(Processes::runs));
    children.forEach(Processes::kill);
  }

  @Test
  void a_background_child_that_never_stops_writing_does_not_hold_the_end_back() throws Exception {
    assumeTrue(place != Place.MINA, "the server itself would read it all into memory");
    for (var redirection : new String[] {"", ">&2"}) {
      var output = new Collected();
      assertEquals(SUCCESS, session.start("echo hi; yes " + redirection + " &", output).await());
      assertTrue(output.stdout().startsWith("hi\n"));
    }
  }

  @Test
  void waiting_may_be_interrupted_and_taken_up_again(@TempDir Path folder) throws Exception {
    var go = folder.resolve("go");
    var output = new Collected();
    var command = "while ! test -e %s; do sleep 0.05; done; echo on".formatted(go);
    var running = session.start(command, output);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, running::await);
    Files.createFile(go);
    assertEquals(SUCCESS, running.await());
    assertEquals("on\n", output.stdout());
    assertEquals(SUCCESS, running.await());
  }

  @Test
  void an_interrupted_thread_can_start_a_command() throws Exception {
    Thread.currentThread().interrupt();
    var running = session.start("exit 4", new Collected());
    assertTrue(Thread.interrupted());
    assertEquals(new Outcome.Exited(4), running.await());
    assertTrue(session.open());
  }

  @Test
  void a_signal_reaches_the_whole_tree() throws Exception {
    var sleep = Processes.sleep();
    var output = new Collected();
    var running = session.start(tree(sleep), output);
    output.firstLine();
    inAnotherThread(() -> running.signal(Signal.TERM));
    assertTrue(running.await() instanceof Outcome.Signalled);
    Eventually.check("the tree is gone", () -> Processes.matching(sleep).isEmpty());
    assertEquals(SUCCESS, session.start("true", new Collected()).await());
  }

  @Test
  void kill_ends_what_traps_term() throws Exception {
    var output = new Collected();
    var sleep = Processes.sleep();
    var command =
        "(trap '' TERM; exec %s) & trap 'echo trapped' TERM; echo; while :; do sleep 0.05; done"
            .formatted(sleep);
    var running = session.start(command, output);
    output.firstLine();
    running.signal(Signal.TERM);
    Eventually.check("TERM is trapped", () -> output.stdout().contains("trapped"));
    running.signal(Signal.KILL);
    assertEquals(new Outcome.Signalled("KILL"), running.await());
    Eventually.check("the tree is gone", () -> Processes.matching(sleep).isEmpty());
  }

  @Test
  void a_signal_right_after_the_start_is_not_lost() throws Exception {
    var sleep = Processes.sleep();
    for (int i = 0; i < 20; i++) {
      var running = session.start(sleep, new Collected());
      running.signal(Signal.KILL);
      assertInstanceOf(Outcome.Signalled.class, running.await());
    }
    Eventually.check("all are gone", () -> Processes.matching(sleep).isEmpty());
  }

  @Test
  void a_signal_after_the_end_does_nothing() throws Exception {
    var output = new Collected();
    var running = session.start("sleep 600 & echo $!", output);
    assertEquals(SUCCESS, running.await());
    assertFalse(running.signal(Signal.KILL));
    long child = Long.parseLong(output.stdout().strip());
    assertTrue(Processes.runs(child), "what it left running is none of our business");
    Processes.kill(child);
    assertEquals(SUCCESS, running.await());
  }

  @Test
  void a_group_is_gone_when_the_last_of_it_is() throws Exception {
    var output = new Collected();
    var sleep = Processes.sleep();
    var running = session.start("(trap '' TERM; echo; exec %s) & wait".formatted(sleep), output);
    output.firstLine();
    assertFalse(running.gone());
    assertTrue(running.signal(Signal.TERM));
    assertTrue(running.await() instanceof Outcome.Signalled);
    assertFalse(running.gone(), "the child is still there");
    assertTrue(running.signal(Signal.KILL));
    Eventually.check("all is gone", running::gone);
    assertTrue(Processes.matching(sleep).isEmpty());
  }

  @Test
  void what_is_abandoned_is_lost() throws Exception {
    var output = new Collected();
    var running = session.start("echo $$; exec sleep 600", output);
    long command = Long.parseLong(output.firstLine());
    running.abandon();
    assertTrue(running.await() instanceof Outcome.Lost);
    assertTrue(Processes.runs(command));
    Processes.kill(command);
  }

  @Test
  void closing_does_not_wait_for_a_command_nor_end_it() throws Exception {
    var output = new Collected();
    var running = session.start("echo $$; exec sleep 600", output);
    long command = Long.parseLong(output.firstLine());
    session.close();
    assertFalse(session.open());
    assertThrows(SessionLost.class, () -> session.start("true", new Collected()));
    assertTrue(Processes.runs(command));
    Processes.kill(command);
    running.await();
  }

  /// A shell with children in the background and in a pipe, which tells when they are there.
  private static String tree(String sleep) {
    return "sh -c '%1$s & %1$s | cat & echo ready; wait'".formatted(sleep);
  }

  private static void inAnotherThread(Runnable work) {
    CompletableFuture.runAsync(work, task -> Thread.ofPlatform().daemon().start(task)).join();
  }
}
