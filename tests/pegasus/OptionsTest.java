package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Options ALL =
      Options.defaults()
          .withSshConfig(Path.of("config"))
          .withDaemon(true)
          .withErrorAborts(true)
          .withTimeout(Duration.ofMinutes(10))
          .withKillOnDisconnect(true)
          .withRetries(2)
          .withMaxHostFailures(5)
          .withHalt(Halt.parse("soon,fail=1"))
          .withCapture(7)
          .withDetailsOfSuccesses(false)
          .withLogDir(Path.of("logs"));

  @Test
  void options_show_what_is_not_as_usual() {
    assertEquals("options ()", Options.defaults().toString());
    assertEquals(
        "options (sshConfig=config, daemon=true, errorAborts=true, timeout=PT10M,"
            + " killOnDisconnect=true, retries=2, maxHostFailures=5, halt=soon,fail=1, capture=7,"
            + " detailsOfSuccesses=false, logDir=logs)",
        ALL.toString());
  }

  @Test
  void a_change_keeps_all_others() {
    assertEquals(ALL.toString(), ALL.withListener(event -> {}).toString());
  }
}
