package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pegasus.session.KnownHosts.Verdict;

class KnownHostsTest {
  private static final SshPublicKey KEY = key("ssh-ed25519", 1);
  private static final SshPublicKey OTHER = key("ssh-ed25519", 2);
  private static final SshPublicKey RSA = key("ssh-rsa", 3);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "node,                   node, true",
    "NODE,                   node, true",
    "node,                   node2, false",
    "'a,node,b',             node, true",
    "no?e,                   node, true",
    "*.example,              a.example, true",
    "*.example,              a-example, false",
    "'*,!node',              node, false",
    "'*,!node',              other, true",
    "!node,                  other, false",
    "[node]:2222,            [node]:2222, true",
    "[node]:2222,            node, false",
    "[*]:2222,               [node]:2222, true",
    // made by ssh-keygen -H
    "|1|yNDbNcIl+GFbOHOzqCpS+E7MRrg=|RqaFVl4GgO+0tbBYvKoGHS2XLpY=, nobody, false",
    "|1|not base64|x,        node, false",
  })
  void a_line_is_for_the_names_that_its_patterns_match(
      String patterns, String name, boolean matches) throws IOException {
    var verdict = read(List.of(name), patterns + " " + line(KEY)).check(KEY);

    assertEquals(matches, verdict instanceof Verdict.Known, verdict::toString);
  }

  @Test
  void a_hashed_name_matches_itself_only() throws IOException {
    String hashed = KnownHost.hashed("node", "some salt".getBytes(StandardCharsets.UTF_8));
    String line = hashed + " " + line(KEY);

    assertInstanceOf(Verdict.Known.class, read(List.of("node"), line).check(KEY));
    assertInstanceOf(Verdict.Unknown.class, read(List.of("node2"), line).check(KEY));
  }

  @Test
  void a_changed_key_is_told_with_its_line() throws IOException {
    var known = read(List.of("node"), "# a comment", "", "node " + line(OTHER) + " a comment");

    var changed = assertInstanceOf(Verdict.Changed.class, known.check(KEY));
    assertEquals(folder.resolve("known_hosts") + ":3", changed.known().place());
  }

  @Test
  void a_key_is_known_if_one_of_several_lines_says_so() throws IOException {
    var known = read(List.of("node"), "node " + line(OTHER), "node " + line(KEY));

    assertInstanceOf(Verdict.Known.class, known.check(KEY));
  }

  @Test
  void a_host_known_by_another_type_of_key_is_neither_unknown_nor_changed() throws IOException {
    var known = read(List.of("node"), "node " + line(RSA));

    assertInstanceOf(Verdict.OtherTypes.class, known.check(KEY));
    assertEquals(List.of("ssh-rsa"), known.types());
  }

  @Test
  void a_revoked_key_is_refused_even_where_another_line_knows_it() throws IOException {
    var known = read(List.of("node"), "node " + line(KEY), "@revoked * " + line(KEY));

    assertInstanceOf(Verdict.Revoked.class, known.check(KEY));
    assertInstanceOf(Verdict.Changed.class, known.check(OTHER));
  }

  @Test
  void a_certificate_authority_is_no_host_key() throws IOException {
    var known = read(List.of("node"), "@cert-authority node " + line(KEY));

    assertTrue(known.authority(KEY));
    assertFalse(known.authority(OTHER));
    assertInstanceOf(Verdict.Unknown.class, known.check(KEY));
  }

  @Test
  void a_line_for_the_name_without_port_vouches_for_a_key_but_does_not_speak_against_one()
      throws IOException {
    var names = List.of("[node]:2222", "node");

    assertInstanceOf(Verdict.Known.class, read(names, "node " + line(KEY)).check(KEY));
    assertInstanceOf(Verdict.Unknown.class, read(names, "node " + line(OTHER)).check(KEY));
  }

  @Test
  void a_line_for_the_name_with_its_port_speaks_against_other_keys_whoever_vouches()
      throws IOException {
    var names = List.of("[node]:2222", "node");
    String bare = "node " + line(KEY);

    var sameType = read(names, "[node]:2222 " + line(OTHER), bare).check(KEY);
    var otherType = read(names, "[node]:2222 " + line(RSA), bare).check(KEY);

    assertInstanceOf(Verdict.Changed.class, sameType);
    assertInstanceOf(Verdict.OtherTypes.class, otherType);
  }

  @Test
  void lines_that_cannot_be_understood_are_passed_over() throws IOException {
    var known =
        read(
            List.of("node"),
            "node",
            "node ssh-ed25519",
            "@odd node " + line(OTHER),
            "node ssh-rsa " + KEY.base64(),
            "node ssh-ed25519 ???",
            "node " + line(KEY));

    assertInstanceOf(Verdict.Known.class, known.check(KEY));
    assertInstanceOf(Verdict.Changed.class, known.check(OTHER));
  }

  @Test
  void a_file_that_is_not_there_knows_nobody() {
    var known =
        KnownHosts.read(List.of(folder.resolve("nowhere")), List.of("node"), new FileCache<>());

    assertInstanceOf(Verdict.Unknown.class, known.check(KEY));
  }

  @Test
  void a_new_file_and_its_folder_are_for_their_owner_only() throws IOException {
    var file = folder.resolve("new").resolve("known_hosts");

    KnownHosts.append(file, "node " + line(KEY));

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void a_line_is_added_below_a_last_line_without_newline() throws IOException {
    var file = Files.writeString(folder.resolve("known_hosts"), "a x y");

    KnownHosts.append(file, "b x y");

    assertEquals("a x y\nb x y\n", Files.readString(file));
  }

  @Test
  void lines_that_many_add_at_once_are_all_there_and_whole() throws Exception {
    var file = folder.resolve("known_hosts");
    var lines = IntStream.range(0, 200).mapToObj(i -> i + "x".repeat(i) + " " + line(KEY)).toList();
    AtOnce.run(
        lines.size(),
        i -> {
          KnownHosts.append(file, lines.get(i));
          return i;
        });

    // An empty line may be among them, which means nothing to ssh.
    var added = new HashSet<>(Files.readAllLines(file));
    added.remove("");
    assertEquals(new HashSet<>(lines), added);
  }

  private KnownHosts read(List<String> names, String... lines) throws IOException {
    var file = Files.write(folder.resolve("known_hosts"), List.of(lines));
    return KnownHosts.read(List.of(file), names, new FileCache<>());
  }

  private static String line(SshPublicKey key) {
    return key.type() + " " + key.base64();
  }

  private static SshPublicKey key(String type, int seed) {
    var blob = ByteBuffer.allocate(4 + type.length() + 32);
    blob.putInt(type.length()).put(type.getBytes(StandardCharsets.UTF_8)).put((byte) seed);
    return SshPublicKey.parse(type + " " + Base64.getEncoder().encodeToString(blob.array())).get();
  }
}
