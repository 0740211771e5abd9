package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.049S, 0.0 s",
    "PT1.26S, 1.3 s",
    "PT59S, 59.0 s",
    "PT60S, 1 min 0 s",
    "PT3M12.9S, 3 min 12 s",
    "PT2H, 2 h 0 min",
    "P1DT2H3M, 26 h 3 min"
  })
  void a_duration_reads_as_people_say_it(Duration elapsed, String said) {
    assertEquals(said, Elapsed.of(elapsed));
  }
}
