package pegasus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorTest {
  @ParameterizedTest
  @CsvSource({
    "true,  TERM=xterm, true",
    "true,  '', true",
    "false, TERM=xterm, false",
    "true,  TERM=dumb, false",
    "true,  NO_COLOR=1, false",
    "true,  NO_COLOR=, true",
    "false, CLICOLOR_FORCE=1, true",
    "true,  TERM=dumb CLICOLOR_FORCE=1, true",
    "false, CLICOLOR_FORCE=0, false",
    "false, CLICOLOR_FORCE=, false",
    "true,  CLICOLOR_FORCE=1 NO_COLOR=1, false"
  })
  void a_terminal_gets_colours_unless_told_otherwise(
      boolean terminal, String environment, boolean wanted) {
    assertEquals(wanted, Color.wanted(terminal, variables(environment)));
  }

  @Test
  void neighbours_differ_and_colours_come_round_again() {
    for (int i = 0; i < 50; i++) {
      assertNotEquals(Color.ofHost(i), Color.ofHost(i + 1));
    }
    assertEquals(Color.ofHost(0), Color.ofHost(9));
  }

  private static Map<String, String> variables(String assignments) {
    return Arrays.stream(assignments.split(" "))
        .filter(assignment -> assignment.contains("="))
        .map(assignment -> assignment.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
