package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.Host;
import pegasus.Outcome;

/// Which servers are trusted. The node has host keys of three types.
@EnabledIf("pegasus.session.SshLab#available")
class SshHostKeysTest {
  @TempDir static Path folder;
  private static SshLab lab;
  private static Path ecdsa;
  private static Path rsa;

  @BeforeAll
  static void start() throws Exception {
    ecdsa = folder.resolve("host_ecdsa");
    rsa = folder.resolve("host_rsa");
    SshLab.run("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", ecdsa.toString());
    SshLab.run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", rsa.toString());
    lab =
        SshLab.start(
            folder, List.of("HostKey " + ecdsa, "HostKey " + rsa, "RekeyLimit 1M"), "node");
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @BeforeEach
  void forget() throws IOException {
    Files.deleteIfExists(lab.nodes().knownHosts());
    lab.notices().clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept-new", "ask", "no", "off"})
  void the_key_of_an_unknown_host_is_added_and_told(String strictness) throws Exception {
    var connector = lab.connector(strict(strictness));

    assertEquals("node", SshLab.nodeOf(connector, "it"));
    assertEquals("node", SshLab.nodeOf(connector, "it"));

    assertEquals(List.of(named() + " " + hostKey()), known());
    assertEquals(
        List.of(
            "it: added the ed25519 host key of %s to %s"
                .formatted(named(), lab.nodes().knownHosts())),
        lab.notices());
  }

  @Test
  void an_unknown_host_is_refused_where_only_known_ones_are_wanted() {
    String refusal = SshLab.refusal(lab.connector(strict("yes")), "it");

    assertTrue(
        refusal.contains("cannot reach it: its host key is not known (ed25519 key SHA256:"),
        refusal);
    assertTrue(refusal.contains("StrictHostKeyChecking is yes"), refusal);
    assertFalse(Files.exists(lab.nodes().knownHosts()));
  }

  @Test
  void a_name_is_added_as_its_hash_where_that_is_wanted() throws Exception {
    var hashing = lab.connector("HashKnownHosts yes\n" + strict("ask"));

    SshLab.nodeOf(hashing, "it");

    assertTrue(known().getFirst().startsWith("|1|"), known()::toString);
    assertEquals("node", SshLab.nodeOf(lab.connector(strict("yes")), "it"));
    assertTrue(
        SshLab.run("ssh-keygen", "-F", named(), "-f", lab.nodes().knownHosts().toString())
            .contains("found: line 1"));
  }

  @Test
  void names_that_ssh_keygen_has_hashed_are_known() throws Exception {
    know(named() + " " + hostKey());
    SshLab.run("ssh-keygen", "-q", "-H", "-f", lab.nodes().knownHosts().toString());

    assertEquals("node", SshLab.nodeOf(lab.connector(strict("yes")), "it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accept-new", "ask", "yes"})
  void a_changed_host_key_is_refused_with_its_place_and_the_remedy(String strictness)
      throws Exception {
    var other = publicKey(lab.newKey("changed-" + strictness, "-t", "ed25519"));
    know("# comment", named() + " " + other);

    String refusal = SshLab.refusal(lab.connector(strict(strictness)), "it");

    var file = lab.nodes().knownHosts();
    assertTrue(
        refusal.contains("its host key has changed: it shows an ed25519 key SHA256:"), refusal);
    assertTrue(refusal.contains(file + ":2 holds another"), refusal);
    assertTrue(refusal.contains("ssh-keygen -f %s -R '%s'".formatted(file, named())), refusal);
  }

  @Test
  void a_changed_host_key_is_a_warning_where_keys_are_not_checked() throws Exception {
    know(named() + " " + publicKey(lab.newKey("warned", "-t", "ed25519")));

    assertEquals("node", SshLab.nodeOf(lab.connector(strict("no")), "it"));
    assertTrue(
        lab.notices().getFirst().contains("its host key has changed"), lab.notices()::toString);
  }

  @Test
  void a_revoked_host_key_is_refused_even_where_keys_are_not_checked() throws Exception {
    know("@revoked * " + hostKey());

    String refusal = SshLab.refusal(lab.connector(strict("no")), "it");

    assertTrue(
        refusal.contains("is marked as revoked in " + lab.nodes().knownHosts() + ":1"), refusal);
  }

  @Test
  void a_host_key_in_a_file_of_revoked_ones_is_refused_whoever_knows_it() throws Exception {
    know(named() + " " + hostKey());
    Path lines = Files.writeString(lab.file("revoked"), "# gone\n" + hostKey() + " comment\n");
    Path list = lab.file("revoked.krl");
    SshLab.run("ssh-keygen", "-q", "-k", "-f", list.toString(), lines.toString());

    for (Path file : List.of(lines, list)) {
      String refusal = SshLab.refusal(revoking(file), "it");
      assertTrue(refusal.contains("is revoked by " + file), refusal);
    }
  }

  @Test
  void a_file_of_revoked_keys_that_cannot_be_understood_speaks_against_all() throws Exception {
    Path other = SshLab.publicHalf(lab.newKey("fine", "-t", "ed25519"));
    Path pasted =
        Files.writeString(lab.file("pasted"), Files.readString(other) + "* " + hostKey() + "\n");
    String refusal = SshLab.refusal(revoking(pasted), "it");
    assertTrue(
        refusal.endsWith(" cannot be asked about its key: line 2 is no public key"), refusal);
    String missing = SshLab.refusal(revoking(lab.file("nowhere")), "it");
    assertTrue(missing.contains(" cannot be asked about its key: "), missing);
  }

  @Test
  void a_host_key_that_a_file_of_revoked_ones_does_not_name_is_fine() throws Exception {
    Path other = SshLab.publicHalf(lab.newKey("other", "-t", "ed25519"));
    Path list = lab.file("other.krl");
    SshLab.run("ssh-keygen", "-q", "-k", "-f", list.toString(), other.toString());

    for (Path file : List.of(other, list)) {
      assertEquals("node", SshLab.nodeOf(revoking(file), "it"));
    }
  }

  private static SshConnector revoking(Path file) {
    return lab.connector(
        lab.block("it", "node", key(), "RevokedHostKeys " + file, "StrictHostKeyChecking no"));
  }

  @Test
  void a_host_is_recognised_by_the_only_type_of_its_keys_that_is_known() throws Exception {
    for (var key : List.of(ecdsa, rsa)) {
      know(named() + " " + publicKey(key));

      assertEquals("node", SshLab.nodeOf(lab.connector(strict("yes")), "it"));
      assertEquals(1, known().size());
    }
  }

  @Test
  void a_host_with_several_known_keys_is_recognised_by_the_right_one() throws Exception {
    var old = publicKey(lab.newKey("old_rsa", "-t", "rsa", "-b", "2048"));
    know(named() + " " + old, named() + " " + publicKey(rsa), named() + " " + publicKey(ecdsa));

    assertEquals("node", SshLab.nodeOf(lab.connector(strict("yes")), "it"));
  }

  @Test
  void a_host_that_lost_its_known_type_of_key_is_not_taken_for_a_new_one() throws Exception {
    know(named() + " ssh-dss AAAAB3NzaC1kc3MAAAAA");

    for (String strictness : List.of("ask", "accept-new", "yes")) {
      String refusal = SshLab.refusal(lab.connector(strict(strictness)), "it");
      assertTrue(refusal.contains("known by its dss key only"), refusal);
    }
    assertEquals("node", SshLab.nodeOf(lab.connector(strict("no")), "it"));
    assertTrue(lab.notices().getFirst().contains("; going on"), lab.notices()::toString);
    assertEquals(1, known().size(), "it is not added");
  }

  @Test
  void a_host_may_be_known_by_an_alias_and_through_a_wildcard() throws Exception {
    know("the-?ne,!the-two " + hostKey());
    var connector =
        lab.connector(
            lab.block("it", "node", key(), "HostKeyAlias the-one", "StrictHostKeyChecking yes"));

    assertEquals("node", SshLab.nodeOf(connector, "it"));
  }

  @Test
  void nothing_is_added_and_told_where_there_is_no_file_to_add_to() throws Exception {
    for (var file : List.of("/dev/null", "none")) {
      var connector = lab.connector("UserKnownHostsFile " + file + "\n" + strict("no"));

      assertEquals("node", SshLab.nodeOf(connector, "it"));
    }
    assertEquals(List.of(), lab.notices());
  }

  @Test
  void a_key_that_was_accepted_stays_so_when_the_session_keys_change() throws Exception {
    var connector = lab.connector(strict("ask"));
    try (var session = connector.connect(new Host("it"))) {
      know("# forgotten");

      var running = session.start("head -c 5000000 /dev/zero", (source, bytes, length) -> {});

      assertEquals(new Outcome.Exited(0), running.await());
    }
    assertEquals(List.of("# forgotten"), known());
  }

  @Test
  void a_host_may_be_known_in_a_second_file_or_in_the_global_one() throws Exception {
    var second = Files.writeString(lab.file("second"), named() + " " + hostKey());
    var strict = "StrictHostKeyChecking yes\n";

    var user =
        strict + "UserKnownHostsFile /dev/null " + second + "\n" + lab.block("it", "node", key());
    var global = strict + "GlobalKnownHostsFile " + second + "\n" + lab.block("it", "node", key());

    assertEquals("node", SshLab.nodeOf(lab.connector(user), "it"));
    assertEquals("node", SshLab.nodeOf(lab.connector(global), "it"));
  }

  @Test
  void known_hosts_that_cannot_be_written_are_told_and_do_not_stand_in_the_way() throws Exception {
    var nowhere = Files.writeString(lab.file("a-file"), "").resolve("known_hosts");
    var connector = lab.connector("UserKnownHostsFile " + nowhere + "\n" + strict("ask"));

    assertEquals("node", SshLab.nodeOf(connector, "it"));
    assertTrue(
        lab.notices().getFirst().contains("could not be added to " + nowhere),
        lab.notices()::toString);
  }

  private static String strict(String strictness) {
    return lab.block("it", "node", key(), "StrictHostKeyChecking " + strictness);
  }

  private static String key() {
    return "IdentityFile " + lab.nodes().userKey();
  }

  private static String named() {
    return "[127.0.0.1]:" + lab.nodes().port("node");
  }

  private static String hostKey() throws IOException {
    return withoutComment(lab.nodes().hostKey("node"));
  }

  private static String publicKey(Path key) throws IOException {
    return withoutComment(Files.readString(SshLab.publicHalf(key)));
  }

  private static String withoutComment(String line) {
    var words = line.split("\\s+");
    return words[0] + " " + words[1];
  }

  private static void know(String... lines) throws IOException {
    Files.write(lab.nodes().knownHosts(), List.of(lines));
  }

  private static List<String> known() throws IOException {
    return Files.readAllLines(lab.nodes().knownHosts());
  }
}
