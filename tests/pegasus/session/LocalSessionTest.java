package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.session.Running.Signal;
import pegasus.support.Collected;
import pegasus.support.Eventually;
import pegasus.support.Processes;

@Timeout(60)
class LocalSessionTest {
  private static final Outcome SUCCESS = new Outcome.Exited(0);

  @Test
  void commands_have_the_folder_and_the_environment_of_this_process() throws Exception {
    var here = Path.of("").toAbsolutePath();
    assertEquals(here + " " + System.getenv("PATH") + "\n", stdoutOf("echo \"$(pwd) $PATH\""));
  }

  @Test
  void a_command_leads_a_process_group_of_its_own() throws Exception {
    assertEquals("leader\n", stdoutOf("kill -s 0 -- -$$ && echo leader"));
  }

  @Test
  void perl_stands_in_where_there_is_no_setsid() throws Exception {
    var perl = OwnGroup.perl(OnPath.find("perl"));
    assumeTrue(perl.isPresent(), "no perl here");
    var session = new LocalSession(new LocalShell(perl.get(), StandardCharsets.UTF_8), false);
    var sleep = Processes.sleep();
    var output = new Collected();
    var running = session.start(sleep + " & kill -s 0 -- -$$ && echo 'leader!'; wait", output);
    assertEquals("leader!", output.firstLine());
    running.signal(Signal.TERM);
    assertEquals(new Outcome.Signalled("TERM"), running.await());
    Eventually.check("its child is gone", () -> Processes.matching(sleep).isEmpty());
  }

  @Test
  void commands_arrive_whatever_the_locale() throws Exception {
    var shell = new LocalShell(LocalShell.find().leader(), StandardCharsets.US_ASCII);
    for (var command :
        new String[] {"printf %s 'é 漢字 🙂 \\ %s\\n'", "printf é; exit 3\n\n", "cat; echo é #\\"}) {
      var expected = new Collected();
      var output = new Collected();
      assertEquals(
          new LocalSession(LocalShell.find(), false).start(command, expected).await(),
          new LocalSession(shell, false).start(command, output).await());
      assertEquals(expected.stdout(), output.stdout(), command);
      assertTrue(String.join("", shell.run(command)).chars().allMatch(c -> c < 128));
    }
  }

  @Test
  void a_background_child_that_trickles_on_does_not_hold_the_end_back_for_ever() throws Exception {
    var output = new Collected();
    var running = session().start("(while echo more; do sleep 0.02; done) & echo $!", output);
    assertEquals(SUCCESS, running.await());
    var after = output.stdout();
    assertTrue(after.contains("more"));
    long child =
        Long.parseLong(after.lines().filter(line -> !line.equals("more")).findFirst().get());
    Eventually.check("nobody listens to it any more", () -> !Processes.runs(child));
    assertEquals(after, output.stdout());
  }

  /// In a JVM of its own: what it loads, and that it ends while a child still holds the output
  /// open.
  @Test
  void a_local_run_loads_nothing_of_ssh_and_keeps_no_jvm_alive(@TempDir Path folder)
      throws Exception {
    var classes = folder.resolve("classes");
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var process =
        new ProcessBuilder(
                java.toString(),
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                LocalRun.class.getName())
            .redirectErrorStream(true)
            .start();
    var child = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the JVM does not end");
    assertTrue(Processes.runs(Long.parseLong(child)), child);
    Processes.kill(Long.parseLong(child));
    var loaded = Files.readString(classes);
    assertTrue(loaded.contains("pegasus.session.LocalSession"));
    assertFalse(loaded.contains("net.schmizz"));
    assertFalse(loaded.contains("pegasus.session.Ssh"));
  }

  /// What that JVM runs.
  static final class LocalRun {
    public static void main(String[] args) throws InterruptedException {
      var sessions = new Sessions(Optional.empty(), Shells.PLAIN, event -> {});
      try (var session = sessions.connect(new Host("localhost"))) {
        var output = new Collected();
        session.start("sleep 600 & echo $!", output).await();
        System.out.println(output.stdout());
      }
    }
  }

  private static Session session() {
    return new LocalSession(LocalShell.find(), false);
  }

  private static String stdoutOf(String command) throws InterruptedException {
    var output = new Collected();
    assertEquals(SUCCESS, session().start(command, output).await(), output::stderr);
    return output.stdout();
  }
}
