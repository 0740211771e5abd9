package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Host;
import pegasus.PegasusException.Malformed;

class HostsYamlTest {
  @Test
  void an_entry_is_a_hostname_or_a_product_in_the_written_order() {
    assertEquals(
        List.of(
            "node-0",
            "node-1 (container=gpu0)",
            "node-1 (container=gpu1)",
            "node-2 (container=gpu0)",
            "node-2 (container=gpu1)",
            "me@node-3:2222"),
        read(
            """
            # the cluster
            - node-0
            - hostname:
                - node-1
                - node-2
              container: [gpu0, gpu1]
            - me@node-3:2222
            """));
  }

  @Test
  void the_hostname_varies_as_fast_as_its_key_stands() {
    assertEquals(
        List.of("a (x=1)", "b (x=1)", "a (x=2)", "b (x=2)"),
        read("- x: [1, 2]\n  hostname: [a, b]\n"));
  }

  @Test
  void parameters_are_text_in_the_order_in_which_they_are_written() {
    Host host = HostsYaml.parse("h", "- {hostname: a, z: 010, y: yes, x: 1e-3}").getFirst();
    assertEquals(
        List.of(Map.entry("z", "010"), Map.entry("y", "yes"), Map.entry("x", "1e-3")),
        List.copyOf(host.parameters().entrySet()));
  }

  @Test
  void equal_hosts_are_several_hosts() {
    assertEquals(List.of("a", "a"), read("- a\n- a\n"));
  }

  @Test
  void a_hostname_is_a_template_over_the_other_parameters() {
    assertEquals(
        List.of("node-1 (n=1)", "node-2 (n=2)"), read("- hostname: node-{{ n }}\n  n: [1, 2]\n"));
  }

  @Test
  void a_hostname_that_names_what_is_not_there_is_a_mistake_at_its_place() {
    String message = mistake("- a\n- n: 1\n  hostname: node-{{ m }}\n");
    assertEquals("hosts.yaml:3:13", message.substring(0, message.indexOf(": ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nobody\n", "[]", "---\n"})
  void a_file_without_hosts_is_a_mistake(String yaml) {
    assertEquals("hosts.yaml: no hosts; write one on each line, as in \"- node-1\"", mistake(yaml));
  }

  @ParameterizedTest
  @ValueSource(strings = {"- ''", "- hostname: [a, ' ']", "- {hostname: '{{ x }}', x: ''}"})
  void a_blank_hostname_is_a_mistake(String yaml) {
    assertEquals(true, mistake(yaml).contains("a host needs a hostname"), mistake(yaml));
  }

  private static List<String> read(String yaml) {
    return HostsYaml.parse("hosts.yaml", yaml).stream().map(Host::label).toList();
  }

  private static String mistake(String yaml) {
    return assertThrows(Malformed.class, () -> HostsYaml.parse("hosts.yaml", yaml)).getMessage();
  }
}
