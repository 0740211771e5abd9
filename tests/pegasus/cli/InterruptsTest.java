package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real signals, sent to a JVM of their own.
@Timeout(60)
class InterruptsTest {
  /// Says `ready`, then each count it hears; after the third it lets go, says `closed`, and waits
  /// to be ended.
  static final class Child {
    private Child() {}

    public static void main(String... args) throws Exception {
      var third = new CountDownLatch(3);
      try (var _ =
          new Interrupts(
              count -> {
                System.out.println(count);
                third.countDown();
              })) {
        System.out.println("ready");
        third.await();
      }
      System.out.println("closed");
      new CountDownLatch(1).await();
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 2", "TERM, 15", "HUP, 1"})
  void each_signal_is_counted_until_it_is_left_to_do_what_it_did_before(String signal, int number)
      throws Exception {
    var child = start();
    try (var says = child.inputReader()) {
      assertEquals("ready", says.readLine());
      for (int count = 1; count <= 3; count++) {
        send(signal, child);
        assertEquals(String.valueOf(count), says.readLine());
      }
      assertEquals("closed", says.readLine());
      send(signal, child);
      assertEquals(128 + number, child.waitFor());
    } finally {
      child.destroyForcibly();
    }
  }

  /// Also where the tests themselves were told to ignore signals, as by `nohup` or a shell's `&`.
  private static Process start() throws IOException {
    return new ProcessBuilder(
            "env",
            "--default-signal=INT,TERM,HUP",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName())
        .redirectErrorStream(true)
        .start();
  }

  private static void send(String signal, Process to) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(to.pid())).inheritIO();
    assertEquals(0, kill.start().waitFor());
  }
}
