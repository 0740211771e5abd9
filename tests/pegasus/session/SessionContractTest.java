package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Outcome;
import pegasus.PegasusException;
import pegasus.support.Collected;
import pegasus.support.Eventually;

/// What goes in and what comes out is the same on this machine, over OpenSSH, and over Apache MINA.
@ParameterizedClass
@MethodSource("pegasus.session.Place#available")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SessionContractTest {
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
  void every_text_arrives_as_it_is() throws Exception {
    for (var text : OddTexts.ofOneLine()) {
      assertEquals(text, stdoutOf("printf %s " + inQuotes(text)));
    }
    for (var text : OddTexts.ofSeveralLines()) {
      assertEquals(text, stdoutOf("printf %s " + inQuotes(text)));
    }
  }

  /// The one oracle for this is `sh -c` itself.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "# nothing but a comment",
        "   echo  padded   ",
        "\techo a\necho b;\n\n",
        "-x",
        "--",
        "+x",
        "echo \"$0\" $#; set -- a b; echo $2",
        "x=1; echo $((x + 1)) 'a'\"'\"'b'",
        "cat <<'END'\n$x `y` \\z !\nEND",
        "echo a \\\n  b",
        "! true",
        "if",
        "echo 'never closed",
        "exit 300"
      })
  void a_command_does_what_sh_makes_of_it(String command) throws Exception {
    var expected = new ProcessBuilder("sh", "-c", "--", command).start();
    expected.getOutputStream().close();
    var output = new Collected();
    assertEquals(new Outcome.Exited(expected.waitFor()), session.start(command, output).await());
    assertEquals(text(expected.getInputStream().readAllBytes()), output.stdout());
    assertEquals(text(expected.getErrorStream().readAllBytes()), output.stderr());
  }

  @Test
  void a_command_may_be_long() throws Exception {
    var text = "0123456789".repeat(10_000) + "it's!";
    assertEquals(text, stdoutOf("printf %s \"" + text + "\""));
  }

  @Test
  void a_command_that_cannot_be_passed_on_is_not_run() throws Exception {
    var output = new Collected();
    var outcome = session.start("echo a\0b", output).await();
    assertTrue(outcome instanceof Outcome.NotRun, outcome::toString);
    assertEquals("", output.stdout() + output.stderr());
    assertEquals("still there", stdoutOf("printf 'still there'"));
  }

  @Test
  void standard_input_is_empty() throws Exception {
    assertEquals("end\n", stdoutOf("cat; read line || echo end"));
  }

  @Test
  void there_is_no_terminal() throws Exception {
    assertEquals(
        "no no no\n", stdoutOf("echo $(for fd in 0 1 2; do test -t $fd || echo no; done)"));
  }

  @Test
  void stdout_and_stderr_stay_apart() throws Exception {
    var output = new Collected();
    assertEquals(SUCCESS, session.start("echo out; echo err >&2; printf more", output).await());
    assertEquals("out\nmore", output.stdout());
    assertEquals("err\n", output.stderr());
  }

  @Test
  void output_is_complete_to_the_byte(@TempDir Path folder) throws Exception {
    var bytes = new byte[300_001];
    new Random(1).nextBytes(bytes);
    var file = Files.write(folder.resolve("bytes"), bytes);
    var output = new Collected();
    assertEquals(SUCCESS, session.start("cat %1$s; cat %1$s >&2".formatted(file), output).await());
    assertArrayEquals(bytes, output.stdoutBytes());
    assertArrayEquals(bytes, output.stderrBytes());
  }

  @Test
  void much_output_on_both_streams_at_once_does_not_stall() throws Exception {
    int length = 20_000_000;
    var output = new Collected();
    var command = "head -c %1$d /dev/zero & head -c %1$d /dev/zero >&2; wait".formatted(length);
    assertEquals(SUCCESS, session.start(command, output).await());
    assertEquals(length, output.stdoutBytes().length);
    assertEquals(length, output.stderrBytes().length);
  }

  @Test
  void output_that_nobody_takes_holds_the_command_back(@TempDir Path folder) throws Exception {
    var progress = folder.resolve("progress");
    var command =
        "i=0; while [ $i -lt 400 ]; do head -c 50000 /dev/zero; i=$((i + 1)); echo $i > %s; done"
            .formatted(progress);
    var taken = new CompletableFuture<Void>();
    var output = new Collected();
    var running =
        session.start(
            command,
            (source, bytes, length) -> {
              taken.join();
              output.accept(source, bytes, length);
            });
    var stillness = new Stillness(progress);
    Eventually.check("the command is held back", stillness::reached);
    assertNotEquals("400\n", Files.readString(progress));
    taken.complete(null);
    assertEquals(SUCCESS, running.await());
    assertEquals(400 * 50_000, output.stdoutBytes().length);
  }

  @Test
  void an_output_that_throws_does_not_stall_the_command() throws Exception {
    var running =
        session.start(
            "head -c 5000000 /dev/zero; exit 7",
            (source, bytes, length) -> {
              throw new PegasusException("no room");
            });
    assertEquals("no room", assertThrows(PegasusException.class, running::await).getMessage());
    assertEquals("next", stdoutOf("printf next"));
  }

  @Test
  void exit_statuses_come_back_one_after_another() throws Exception {
    for (int status = 0; status <= 255; status += 5) {
      assertEquals(
          new Outcome.Exited(status), session.start("exit " + status, new Collected()).await());
    }
  }

  @Test
  void each_command_starts_afresh() throws Exception {
    assertEquals("", stdoutOf("x=1; cd /; export x"));
    assertEquals(stdoutOf("pwd"), stdoutOf("echo $x$(pwd)"));
  }

  private String stdoutOf(String command) throws InterruptedException {
    var output = new Collected();
    assertEquals(SUCCESS, session.start(command, output).await(), output::stderr);
    return output.stdout();
  }

  /// As POSIX shells quote, in the plainest way.
  private static String inQuotes(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A file that has not changed for longer than a command needs to go on.
  private static final class Stillness {
    private static final Duration LONG = Duration.ofMillis(500);

    private final Path file;
    private String last = "";
    private Instant since = Instant.MAX.minus(LONG);

    Stillness(Path file) {
      this.file = file;
    }

    boolean reached() {
      var now = content();
      if (!now.equals(last)) {
        last = now;
        since = Instant.now();
      }
      return since.plus(LONG).isBefore(Instant.now());
    }

    private String content() {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        return last; // not there yet
      }
    }
  }
}
