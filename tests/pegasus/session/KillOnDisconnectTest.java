package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

/// Commands that are watched do what they do anyway, until nobody is there any more who wants them.
/// (That local ones end with this process is for the tests of the whole program.)
@ParameterizedClass
@MethodSource("places")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class KillOnDisconnectTest {
  private static final Outcome SUCCESS = new Outcome.Exited(0);

  @Parameter private Place place;
  private Place.Site site;
  private Session session;

  /// The MINA server gives commands an empty standard input, and no watched shell starts ahead.
  static List<Place> places() {
    return Place.available().stream()
        .filter(place -> place != Place.MINA && place != Place.AHEAD)
        .toList();
  }

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void open(@TempDir Path folder) {
    site = place.open(folder, true);
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
  void a_watched_command_behaves_as_others_do() throws Exception {
    var output = new Collected();
    var command = "cat; read line || echo 'end' \"$#\"; echo é >&2; exit 7";
    assertEquals(new Outcome.Exited(7), session.start(command, output).await());
    assertEquals("end 0\n", output.stdout());
    assertEquals("é\n", output.stderr());
  }

  @Test
  void the_watcher_is_in_the_group_but_no_child_of_the_command_and_goes_with_it() throws Exception {
    var output = new Collected();
    var running = session.start("echo $$; exec sleep 600", output);
    long leader = Long.parseLong(output.firstLine());
    Eventually.check("it is there", () -> watchers(leader).count() == 1);
    assertEquals(0, ProcessHandle.of(leader).orElseThrow().children().count());
    assertTrue(running.signal(Signal.TERM));
    assertTrue(running.await() instanceof Outcome.Signalled);
    Eventually.check("the whole group is gone", running::gone);
    assertEquals(0, watchers(leader).count());
  }

  @Test
  void what_a_command_leaves_running_is_spared() throws Exception {
    var output = new Collected();
    assertEquals(SUCCESS, session.start("sleep 600 & echo $$ $!", output).await());
    var pids = Stream.of(output.stdout().strip().split(" ")).map(Long::valueOf).toList();
    Eventually.check("the watcher is gone", () -> watchers(pids.getFirst()).count() == 0);
    assertTrue(Processes.runs(pids.getLast()));
    Processes.kill(pids.getLast());
  }

  @Test
  void a_tree_ends_with_its_connection_also_where_term_is_ignored() throws Exception {
    assumeTrue(place != Place.LOCAL, "it has no connection");
    var sleep = Processes.sleep();
    var output = new Collected();
    var command = "trap '' TERM; %1$s & %1$s | cat & echo $PPID; wait".formatted(sleep);
    var running = session.start(command, output);
    long server = Long.parseLong(output.firstLine());
    Processes.kill(server);
    assertTrue(running.await() instanceof Outcome.Lost);
    Eventually.check("the tree is gone", () -> Processes.matching(sleep).isEmpty());
  }

  private static Stream<ProcessHandle> watchers(long group) {
    return Processes.matching("pegasus-watcher " + group).stream();
  }
}
