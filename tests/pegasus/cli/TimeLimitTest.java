package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeLimitTest {
  @ParameterizedTest
  @CsvSource({
    "90, PT90S",
    "90s, PT90S",
    "1.5m, PT90S",
    "2h, PT2H",
    "1d, PT24H",
    ".5, PT0.5S",
    "3.h, PT3H",
    "0.000000001, PT0.000000001S",
    "999999999d, PT23999999976H"
  })
  void a_time_is_read_as_timeout_reads_it(String text, Duration time) {
    assertEquals(time, new TimeLimit().convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0.0h", "-1", "+1", "1 h", "1w", "1H", "h", ".", "1e3", "2h30m", "inf"})
  void what_is_no_time_is_refused_with_examples(String text) {
    var e = assertThrows(TypeConversionException.class, () -> new TimeLimit().convert(text));
    assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
    assertTrue(e.getMessage().contains("1.5m"), e.getMessage());
  }
}
