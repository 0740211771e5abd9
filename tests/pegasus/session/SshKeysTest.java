package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lets us in.
@EnabledIf("pegasus.session.SshLab#available")
class SshKeysTest {
  @TempDir static Path folder;
  private static SshLab lab;

  @BeforeAll
  static void start() throws Exception {
    var authority = folder.resolve("user_ca");
    SshLab.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", authority.toString());
    lab = SshLab.start(folder, List.of("TrustedUserCAKeys " + authority + ".pub"), "node");
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @BeforeEach
  void forget() {
    lab.notices().clear();
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, '', ''",
    "rsa,     '', ''",
    "rsa,     -m, PEM",
    "rsa,     -m, PKCS8",
    "ecdsa,   '', ''",
    "ecdsa,   -b, 384",
    "ecdsa,   -b, 521",
    "ecdsa,   -m, PEM",
    "ecdsa,   -m, PKCS8",
  })
  void a_key_file_lets_us_in_with_and_without_its_public_half(
      String type, String option, String value) throws Exception {
    String name = String.join("-", "file", type, option, value);
    var key =
        option.isEmpty()
            ? lab.newKeyLetIn(name, "-t", type)
            : lab.newKeyLetIn(name, "-t", type, option, value);

    assertEquals("node", SshLab.nodeOf(lab.connector(with("IdentityFile " + key)), "it"));
    Files.delete(SshLab.publicHalf(key));
    assertEquals("node", SshLab.nodeOf(lab.connector(with("IdentityFile " + key)), "it"));
  }

  @ParameterizedTest
  @CsvSource({"ed25519", "rsa", "ecdsa"})
  void a_key_that_only_the_agent_holds_lets_us_in(String type) throws Exception {
    var key = lab.newKeyLetIn("agent-" + type, "-t", type);
    try (var agent = TestAgent.start().with(key)) {
      Files.delete(key);
      Files.delete(SshLab.publicHalf(key));

      assertEquals("node", SshLab.nodeOf(lab.connector(with(agent)), "it"));
    }
  }

  @Test
  void of_many_keys_the_agent_is_asked_for_the_one_that_is_named_by_its_public_half()
      throws Exception {
    try (var agent = TestAgent.start()) {
      for (int i = 0; i < 8; i++) {
        agent.with(lab.newKey("many-" + i, "-t", "ed25519"));
      }
      var key = lab.newKeyLetIn("right", "-t", "ed25519");
      agent.with(key);
      Files.delete(key);

      String tooMany = SshLab.refusal(lab.connector(with(agent)), "it");
      assertTrue(tooMany.contains("hung up after"), tooMany);
      assertTrue(tooMany.contains("name the right one with IdentityFile"), tooMany);
      for (var file : List.of(key, SshLab.publicHalf(key))) {
        var connector = lab.connector("IdentityFile " + file + "\n" + with(agent));
        assertEquals("node", SshLab.nodeOf(connector, "it"));
      }
    }
  }

  @Test
  void the_agents_other_keys_stay_out_where_only_named_ones_are_wanted() throws Exception {
    var key = lab.newKeyLetIn("other", "-t", "ed25519");
    try (var agent = TestAgent.start().with(key)) {
      var block = "IdentitiesOnly yes\nIdentityFile " + lab.file("nowhere") + "\n" + with(agent);

      String refusal = SshLab.refusal(lab.connector(block), "it");

      assertTrue(refusal.contains("there was no key to try"), refusal);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "-m, PEM"})
  void an_encrypted_key_lets_us_in_where_the_agent_holds_it(String option, String value)
      throws Exception {
    var arguments =
        option.isEmpty()
            ? List.of("-t", "rsa", "-b", "2048", "-N", "secret")
            : List.of("-t", "rsa", "-b", "2048", "-N", "secret", option, value);
    var key = lab.newKeyLetIn("locked" + value, arguments.toArray(String[]::new));

    String refusal = SshLab.refusal(lab.connector(with("IdentityFile " + key)), "it");
    assertTrue(
        refusal.contains(key + " would be let in, but it is encrypted: run ssh-add " + key),
        refusal);

    try (var agent = TestAgent.start().with(key, "secret")) {
      var connector = lab.connector("IdentityFile " + key + "\n" + with(agent));
      assertEquals("node", SshLab.nodeOf(connector, "it"));
    }
  }

  @Test
  void an_encrypted_key_is_told_where_a_later_key_lets_us_in() throws Exception {
    var locked = lab.newKeyLetIn("locked-first", "-t", "ed25519", "-N", "secret");
    var open = lab.newKeyLetIn("open-second", "-t", "ed25519");

    var connector = lab.connector(with("IdentityFile " + locked, "IdentityFile " + open));

    assertEquals("node", SshLab.nodeOf(connector, "it"));
    assertTrue(
        lab.notices().toString().contains(locked + " would be let in, but it is encrypted"),
        lab.notices()::toString);
  }

  @Test
  void an_encrypted_key_that_would_not_let_us_in_anyway_is_not_worth_a_word() throws Exception {
    var locked = lab.newKey("locked-stranger", "-t", "ed25519", "-N", "secret");
    var connector = lab.connector(with("IdentityFile " + locked, userKey()));
    SshLab.nodeOf(connector, "it");
    lab.notices().clear();

    assertEquals("node", SshLab.nodeOf(connector, "it"));
    assertEquals(List.of(), lab.notices());
  }

  @Test
  void a_private_key_that_others_may_read_is_not_used() throws Exception {
    var key = lab.newKeyLetIn("exposed", "-t", "ed25519");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    String refusal = SshLab.refusal(lab.connector(with("IdentityFile " + key)), "it");

    assertTrue(refusal.contains("others may read it: run chmod 600 " + key), refusal);
  }

  @Test
  void a_file_that_is_no_key_is_told_and_does_not_stand_in_the_way() throws Exception {
    var rubbish =
        Files.writeString(lab.file("rubbish"), "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n");
    Files.setPosixFilePermissions(rubbish, PosixFilePermissions.fromString("rw-------"));

    String refusal = SshLab.refusal(lab.connector(with("IdentityFile " + rubbish)), "it");
    assertTrue(refusal.contains(rubbish + " was left out: it cannot be read"), refusal);

    var connector = lab.connector(with("IdentityFile " + rubbish, userKey()));
    assertEquals("node", SshLab.nodeOf(connector, "it"));
  }

  @ParameterizedTest
  @CsvSource({"ed25519", "rsa", "ecdsa"})
  void a_certificate_lets_us_in_from_beside_the_key_from_elsewhere_and_through_the_agent(
      String type) throws Exception {
    var key = lab.newKey("certified-" + type, "-t", type);
    certify(key);

    assertEquals("node", SshLab.nodeOf(lab.connector(with("IdentityFile " + key)), "it"));
    var certificate = key.resolveSibling(key.getFileName() + "-cert.pub");
    try (var agent = TestAgent.start().with(key)) {
      assertEquals("node", SshLab.nodeOf(lab.connector(with(agent)), "it"));
    }
    var elsewhere = Files.move(certificate, lab.file("elsewhere-" + type));
    var named = with("IdentityFile " + key, "CertificateFile " + elsewhere);
    assertEquals("node", SshLab.nodeOf(lab.connector(named), "it"));
  }

  @Test
  void a_refusal_lists_what_was_tried() throws Exception {
    var first = lab.newKey("stranger-1", "-t", "ed25519");
    var second = lab.newKey("stranger-2", "-t", "rsa", "-b", "2048");
    try (var agent =
        TestAgent.start().with(lab.newKey("stranger-3", "-t", "ed25519", "-C", "mine"))) {
      var block = "IdentityFile %s\nIdentityFile %s\n".formatted(first, second) + with(agent);

      String refusal = SshLab.refusal(lab.connector(block), "it");

      assertTrue(
          refusal.contains(
              "did not let us in (tried: mine of the agent, %s, %s)".formatted(first, second)),
          refusal);
      assertTrue(refusal.endsWith("does `ssh it` work without a password?"), refusal);
    }
  }

  @Test
  void an_agent_that_is_gone_does_not_stand_in_the_way() throws Exception {
    var block =
        "IdentityAgent %s\n%s\n".formatted(lab.file("gone"), userKey()) + lab.block("it", "node");

    assertEquals("node", SshLab.nodeOf(lab.connector(block), "it"));
  }

  private static void certify(Path key) throws IOException, InterruptedException {
    SshLab.run(
        "ssh-keygen",
        "-q",
        "-s",
        lab.file("user_ca").toString(),
        "-I",
        "me",
        "-n",
        System.getProperty("user.name"),
        SshLab.publicHalf(key).toString());
  }

  private static String userKey() {
    return "IdentityFile " + lab.nodes().userKey();
  }

  private static String with(String... lines) {
    return lab.block("it", "node", lines);
  }

  private static String with(TestAgent agent) {
    return "IdentityAgent " + agent.socket() + "\n" + lab.block("it", "node");
  }
}
