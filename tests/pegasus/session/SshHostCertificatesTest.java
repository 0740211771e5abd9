package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/// Servers that show a certificate of their host key, valid for the name `certified`.
@EnabledIf("pegasus.session.SshLab#available")
class SshHostCertificatesTest {
  @TempDir static Path folder;
  private static SshLab lab;
  private static Path authority;
  private static Path hostKey;

  @BeforeAll
  static void start() throws Exception {
    authority = newKey("authority");
    hostKey = newKey("certified_key");
    SshLab.run(
        "ssh-keygen",
        "-q",
        "-s",
        authority.toString(),
        "-I",
        "host",
        "-h",
        "-n",
        "certified",
        SshLab.publicHalf(hostKey).toString());
    var lines = List.of("HostKey " + hostKey, "HostCertificate " + hostKey + "-cert.pub");
    lab = SshLab.start(folder, lines, "node");
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @BeforeEach
  void forget() throws IOException {
    Files.deleteIfExists(lab.nodes().knownHosts());
  }

  @Test
  void a_certificate_of_a_known_authority_is_trusted_and_nothing_is_added() throws Exception {
    know("@cert-authority certif* " + line(authority));

    assertEquals("node", SshLab.nodeOf(strictly("certified"), "it"));
    assertEquals(1, Files.readAllLines(lab.nodes().knownHosts()).size());
  }

  @Test
  void a_certificate_for_another_name_is_refused() throws Exception {
    know("@cert-authority * " + line(authority));

    String refusal = SshLab.refusal(strictly("other"), "it");

    assertTrue(refusal.contains("its host certificate is not valid"), refusal);
  }

  @Test
  void a_certificate_is_refused_when_its_authority_or_its_key_is_revoked() throws Exception {
    for (var revoked : List.of(authority, hostKey)) {
      know("@cert-authority * " + line(authority), "@revoked * " + line(revoked));

      String refusal = SshLab.refusal(strictly("certified"), "it");

      assertTrue(refusal.contains("marked as revoked"), refusal);
    }
  }

  @Test
  void a_certificate_of_an_unknown_authority_counts_as_the_key_within() throws Exception {
    know("@cert-authority * " + line(newKey("stranger")), "certified " + line(hostKey));

    assertEquals("node", SshLab.nodeOf(strictly("certified"), "it"));
  }

  private static SshConnector strictly(String name) {
    return lab.connector(
        lab.block(
            "it",
            "node",
            "IdentityFile " + lab.nodes().userKey(),
            "HostKeyAlias " + name,
            "StrictHostKeyChecking yes"));
  }

  private static void know(String... lines) throws IOException {
    Files.write(lab.nodes().knownHosts(), List.of(lines));
  }

  private static Path newKey(String name) throws IOException, InterruptedException {
    var file = folder.resolve(name);
    SshLab.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
    return file;
  }

  private static String line(Path key) throws IOException {
    return Files.readString(SshLab.publicHalf(key)).strip();
  }
}
