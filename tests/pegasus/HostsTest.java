package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.PegasusException.Malformed;

class HostsTest {
  private static final Hosts HOSTS =
      Hosts.parse(
          """
          - hostname: [node-1, node-2]
            gpu: [0, 1]
            rack: a
          - login
          """);

  private static List<String> labels(List<Host> hosts) {
    return hosts.stream().map(Host::label).toList();
  }

  @Test
  void hosts_are_a_list_that_prints_as_a_table() {
    assertEquals(5, HOSTS.size());
    assertEquals(
        """
        5 hosts
        HOST    gpu  rack
        node-1  0    a
        node-1  1    a
        node-2  0    a
        node-2  1    a
        login\
        """,
        HOSTS.toString());
    assertEquals("no hosts", HOSTS.first(0).toString());
  }

  @Test
  void a_line_of_the_file_that_is_not_utf_8_is_told(@TempDir Path folder) throws Exception {
    byte[] latin = "- node-1\n- n\u00f6de\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("hosts.yaml"), latin);

    var e = assertThrows(Malformed.class, () -> Hosts.expand(file));

    assertTrue(e.getMessage().startsWith(file + ":2: this line is not UTF-8"), e.getMessage());
  }

  @Test
  void nobody_can_change_them() {
    assertThrows(UnsupportedOperationException.class, () -> HOSTS.add(new Host("a")));
    assertThrows(UnsupportedOperationException.class, () -> HOSTS.remove(0));
  }

  @Test
  void they_are_chosen_by_the_pattern_of_their_name() {
    assertEquals(4, HOSTS.named("node-*").size());
    assertEquals(2, HOSTS.named("no?e-1").size());
    assertEquals(List.of("login"), labels(HOSTS.named("login")));
    assertEquals(List.of(), HOSTS.named("node"));
    assertEquals(1, Hosts.of("a.b", "aXb").named("a.b").size(), "a point is a point");
  }

  @Test
  void they_are_chosen_by_a_parameter() {
    assertEquals(
        List.of("node-1 (gpu=1, rack=a)", "node-2 (gpu=1, rack=a)"), labels(HOSTS.where("gpu", 1)));
    assertEquals(List.of("login"), labels(HOSTS.where("hostname", "login")));
    assertEquals(List.of(), HOSTS.where("gpu", 7));
  }

  @Test
  void a_parameter_that_no_host_has_is_a_mistake() {
    var e = assertThrows(Malformed.class, () -> HOSTS.where("cpu", 1));

    assertEquals("no host has a parameter cpu; they have [gpu, rack]", e.getMessage());
  }

  @Test
  void they_are_chosen_by_a_condition() {
    assertEquals(List.of("login"), labels(HOSTS.where(host -> host.parameters().isEmpty())));
  }

  @Test
  void a_node_has_the_parameters_on_which_its_sub_nodes_agree() {
    assertEquals(List.of("node-1 (rack=a)", "node-2 (rack=a)", "login"), labels(HOSTS.nodes()));
  }

  @Test
  void batches_hold_all_hosts_in_order() {
    List<Hosts> batches = HOSTS.batches(2);

    assertEquals(List.of(2, 2, 1), batches.stream().map(Hosts::size).toList());
    assertEquals(HOSTS, batches.stream().flatMap(Hosts::stream).toList());
    assertThrows(Malformed.class, () -> HOSTS.batches(0));
  }

  @Test
  void the_first_ones_may_be_fewer_than_asked_for() {
    assertEquals(HOSTS, HOSTS.first(9));
    assertEquals(List.of(), HOSTS.first(-1));
  }

  @Test
  void a_host_is_told_in_maps_and_json_with_the_names_of_the_journal() {
    Host host = new Host("node-1").with("gpu", 0).with("note", "a \"b\" & c");

    assertEquals(
        "{\"host\":\"node-1\",\"host_parameters\":{\"gpu\":\"0\",\"note\":\"a \\\"b\\\" & c\"}}",
        host.toJson());
    assertEquals(List.of("host", "host_parameters"), List.copyOf(host.toMap().keySet()));
    assertTrue(
        assertThrows(Malformed.class, () -> host.with("hostname", 1)).getMessage().length() > 1);
  }
}
