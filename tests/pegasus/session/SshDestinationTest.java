package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SshDestinationTest {
  @ParameterizedTest
  @CsvSource({
    "node-1,                    '',    node-1,    0",
    "me@node-1,                 me,    node-1,    0",
    "node-1:2222,               '',    node-1,    2222",
    "me@node-1:2222,            me,    node-1,    2222",
    "me@corp@node-1,            me@corp, node-1,  0",
    "ssh://node-1,              '',    node-1,    0",
    "ssh://node-1/,             '',    node-1,    0",
    "ssh://me@node-1:2222,      me,    node-1,    2222",
    "ssh://a%20b+c@node-1,      a b+c, node-1,    0",
    "ssh://me@[fe80::1]:2222,   me,    fe80::1,   2222",
    "[::1]:2222,                '',    ::1,       2222",
    "me@[::1],                  me,    ::1,       0",
    "fe80::1%eth0,              '',    fe80::1%eth0, 0",
    "10.0.0.1:65535,            '',    10.0.0.1,  65535",
  })
  void a_destination_may_be_written_in_each_of_its_forms(
      String text, String user, String host, int port) throws SshFailure {
    var destination = SshDestination.parse(text);

    assertEquals(user, destination.user().orElse(""));
    assertEquals(host, destination.host());
    assertEquals(port, destination.port().orElse(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-oProxyCommand=touch x",
        "me@-x",
        "-x@node",
        "a b",
        "node;reboot",
        "$(reboot)",
        "@node",
        "me@",
        "[]:22",
        "node'",
        "x@`id`"
      })
  void what_ssh_or_a_shell_could_take_for_something_else_is_refused(String text) {
    var refusal = assertThrows(SshFailure.class, () -> SshDestination.parse(text));

    assertTrue(refusal.getMessage().contains("'" + text + "'"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"node:0", "node:65536", "me@node:99999999999", "[::1]:0"})
  void a_port_out_of_range_is_refused(String text) {
    var refusal = assertThrows(SshFailure.class, () -> SshDestination.parse(text));

    assertTrue(refusal.getMessage().contains("between 1 and 65535"), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-1", "me@node-1:2222", "me@[::1]:22"})
  void it_is_shown_as_a_person_would_write_it(String text) throws SshFailure {
    assertEquals(text, SshDestination.parse(text).toString());
  }
}
