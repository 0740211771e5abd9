package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.PegasusException.Malformed;

class ParametersTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "command"})
  void a_job_takes_no_parameter_with_a_blank_name_or_its_own(String name) {
    var parameters = Map.of(name, "1");
    assertThrows(Malformed.class, () -> new Job("echo", parameters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "hostname"})
  void a_host_takes_no_parameter_with_a_blank_name_or_its_own(String name) {
    var parameters = Map.of(name, "1");
    assertThrows(Malformed.class, () -> new Host("node-1", parameters));
  }

  @Test
  void what_is_several_values_or_none_is_no_value() {
    for (Object value :
        List.of(List.of(1), Map.of(), Optional.of(1), Stream.of(1), new int[] {1})) {
      assertThrows(Malformed.class, () -> new Job("echo").with("x", value), value::toString);
    }
    assertEquals("/tmp", new Job("echo").with("x", Path.of("/tmp")).value("x").orElseThrow());
    assertEquals(
        "0.0000000001",
        new Job("echo").with("x", new BigDecimal("1E-10")).value("x").orElseThrow());
  }

  @Test
  void nothing_is_ever_null() {
    assertThrows(NullPointerException.class, () -> new Job(null));
    assertThrows(NullPointerException.class, () -> Queue.of((String) null));
    assertThrows(NullPointerException.class, () -> new Host(null));
    assertThrows(NullPointerException.class, () -> new Outcome.Signalled(null));
    assertThrows(NullPointerException.class, () -> new Outcome.Lost(null));
    assertThrows(NullPointerException.class, () -> new Outcome.NotRun(null));
    assertThrows(NullPointerException.class, () -> new Event.Unreachable(new Host("a"), null));
  }

  @Test
  void the_mistake_names_the_parameter() {
    String message =
        assertThrows(Malformed.class, () -> new Job("echo", Map.of("command", "1"))).getMessage();
    assertEquals(
        "a parameter cannot be named command, which stands for the command itself", message);
  }

  @Test
  void other_names_stay_in_their_order_whatever_happens_to_the_map() {
    var parameters = new LinkedHashMap<String, String>();
    for (String name : List.of("z", "hostname", "a b", "é")) {
      parameters.put(name, "1");
    }
    var job = new Job("echo", parameters);
    parameters.clear();
    assertEquals(List.of("z", "hostname", "a b", "é"), new ArrayList<>(job.parameters().keySet()));
  }
}
