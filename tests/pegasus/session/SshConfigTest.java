package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.session.SshSettings.Family;
import pegasus.session.SshSettings.Route;
import pegasus.session.SshSettings.Strictness;

/// Both readers of ssh_config, the ssh client and our own, on one file.
class SshConfigTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void write() throws IOException {
    var included = folder.resolve("conf.d").resolve("a.conf");
    Files.createDirectories(included.getParent());
    Files.writeString(included, "Host inc*\n  HostName included\nHost other\n  Port 1\n");
    config = folder.resolve("config");
    Files.writeString(config, text(included.resolveSibling("*.conf")));
  }

  private static String text(Path include) {
    return """
    # values before the first Host hold for all
    HashKnownHosts yes
    Include %s

    Host short
      HostName %%h.example.org
      User fred
      Port 2222
      IdentityFile ~/.ssh/%%r-on-%%h   # a comment
      IdentityFile "%%d/a key"
      IdentitiesOnly yes
      CertificateFile ~/cert.pub
      HostKeyAlias the-one
      StrictHostKeyChecking yes
      UserKnownHostsFile ~/known "~/known two"
      ConnectTimeout 3
      ServerAliveInterval 1m
      ServerAliveCountMax 7
      AddressFamily inet6
      BindAddress 127.0.0.2
      IdentityAgent none

    Host web-* !web-9 *.lan
      ProxyJump me@gate:2200,inner
      User=web

    Host proxied
      ProxyCommand nc -x '%%r' "%%h" %%p %%%%
      ProxyJump ignored
      UserKnownHostsFile none
      StrictHostKeyChecking off

    Host alone
      ProxyJump none
      ProxyCommand ignored
      StrictHostKeyChecking accept-new

    Match all
      Port 2022
      User late
    """
        .formatted(include);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "web-1",
        "web-9",
        "a.lan",
        "proxied",
        "alone",
        "included",
        "other",
        "unheard-of",
        "someone@short",
        "short:23",
        "ssh://x@web-1:24",
        "[::2]:99",
        "WEB-1"
      })
  void our_own_reader_agrees_with_the_ssh_client(String destination) throws Exception {
    assumeTrue(OnPath.find("ssh").isPresent());

    assertEquals(comparable(byClient(destination)), comparable(byUs(destination)));
  }

  @Test
  void every_setting_is_read() throws Exception {
    String home = System.getProperty("user.home");
    var settings = byUs("short");

    assertEquals("fred@short.example.org:2222", settings.place());
    assertEquals(new Route.Direct(Family.INET6, Optional.of("127.0.0.2")), settings.route());
    assertEquals(Duration.ofSeconds(3), settings.connectTimeout());
    assertEquals(Duration.ofMinutes(1), settings.aliveInterval());
    assertEquals(7, settings.aliveCount());
    assertEquals(
        List.of(Path.of(home, ".ssh/fred-on-short.example.org"), Path.of(home, "a key")),
        settings.userKeys().files());
    assertEquals(List.of(Path.of(home, "cert.pub")), settings.userKeys().certificates());
    assertTrue(settings.userKeys().identitiesOnly());
    assertEquals(Optional.empty(), settings.userKeys().agent());
    assertEquals(
        List.of(Path.of(home, "known"), Path.of(home, "known two")),
        settings.hostKeys().userFiles());
    assertEquals(List.of("the-one"), settings.hostKeys().names());
    assertEquals(Strictness.YES, settings.hostKeys().strictness());
    assertTrue(settings.hostKeys().hashed());
  }

  @Test
  void what_is_not_set_has_sshs_defaults_but_for_time() throws Exception {
    String home = System.getProperty("user.home");
    var settings = byUs("unheard-of");

    assertEquals("late@unheard-of:2022", settings.place());
    assertEquals(Duration.ofSeconds(10), settings.connectTimeout());
    assertEquals(Duration.ofSeconds(15), settings.aliveInterval());
    assertEquals(3, settings.aliveCount());
    assertEquals(List.of("[unheard-of]:2022", "unheard-of"), settings.hostKeys().names());
    assertEquals(Path.of(home, ".ssh/known_hosts"), settings.hostKeys().userFiles().getFirst());
    assertEquals(Strictness.ASK, settings.hostKeys().strictness());
    assertTrue(settings.userKeys().files().contains(Path.of(home, ".ssh/id_ed25519")));
  }

  @Test
  void a_proxy_jump_is_a_chain_of_destinations() throws Exception {
    var jump = assertInstanceOf(Route.Jump.class, byUs("web-1").route());

    assertEquals("[me@gate:2200, inner]", jump.hops().toString());
  }

  @Test
  void key_files_may_be_named_after_this_machine_and_its_user() throws Exception {
    String name = SshLab.run("uname", "-n").strip();
    String id = SshLab.run("id", "-u").strip();
    Files.writeString(
        config,
        "Host x\n  HostName h\n  User u\n  IdentityFile /k/%l/%L/%i\n  IdentityFile /k/%C\n");
    String all = name + "h22u";
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(all.getBytes(StandardCharsets.UTF_8));

    assertEquals(
        List.of(
            Path.of("/k", name, name.replaceFirst("\\..*", ""), id),
            Path.of("/k", HexFormat.of().formatHex(hash))),
        byUs("x").userKeys().files());
  }

  @ParameterizedTest
  @CsvSource({"yes, 1", "YES, 1", "unbound, 1", "host-bound, 1", "no, 0"})
  void keys_are_tried_unless_that_is_switched_off(String value, int keys) throws Exception {
    Files.writeString(
        config, "Host x\n  PubkeyAuthentication %s\n  IdentityFile /k\n".formatted(value));
    assertEquals(keys, byUs("x").userKeys().files().size());
  }

  @Test
  void a_very_long_time_is_as_long_as_can_be_counted() throws Exception {
    Files.writeString(config, "Host x\n  ConnectTimeout 9999999\n  ServerAliveInterval 99999w\n");
    assertEquals(Duration.ofDays(24), byUs("x").connectTimeout());
    assertEquals(Duration.ofDays(24), byUs("x").aliveInterval());
  }

  @Test
  void a_proxy_command_has_its_tokens_replaced() throws Exception {
    assertEquals(new Route.Command("nc -x 'late' \"proxied\" 2022 %"), byUs("proxied").route());
  }

  /// In `/etc/ssh/ssh_config` that is `/etc/ssh`, in a user's file `~/.ssh`, wherever it lies.
  @Test
  void a_relative_include_is_looked_for_in_one_folder_also_by_the_files_that_are_included()
      throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(config, "Include elsewhere/first\n");
    Files.writeString(elsewhere.resolve("first"), "Include conf.d/second\n");
    Files.writeString(folder.resolve("conf.d/second"), "Host node\n  HostName found\n");

    var read = new SshConfigFile(List.of(new SshConfigText.Root(config, folder)), true);

    assertEquals("found", settings(read, "node").hostname());
  }

  @Test
  void an_include_that_includes_itself_is_an_error_that_says_so() throws Exception {
    Files.writeString(config, "Include " + config + "\n");

    var failure = assertThrows(SshFailure.class, () -> byUs("node"));

    assertTrue(
        failure.getMessage().contains(config + " is included too deep"), failure.getMessage());
  }

  @Test
  void a_broken_file_is_told_in_the_words_of_the_ssh_client() throws Exception {
    assumeTrue(OnPath.find("ssh").isPresent());
    Files.writeString(config, "Host x\n  Frobnicate yes\n");

    var failure = assertThrows(SshFailure.class, () -> byClient("x"));

    assertTrue(
        failure.getMessage().contains("line 2: Bad configuration option"), failure.getMessage());
  }

  private SshSettings byUs(String destination) throws Exception {
    return settings(SshConfigFile.of(Optional.of(config)), destination);
  }

  private SshSettings byClient(String destination) throws Exception {
    return settings(
        new SshConfigCommand(OnPath.find("ssh").get(), Optional.of(config)), destination);
  }

  private static SshSettings settings(SshConfig config, String destination) throws Exception {
    var where = SshDestination.parse(destination);
    return SshSettingsReader.read(where, config.read(where));
  }

  /// Without what differs between versions of the client: its list of algorithms, and its default
  /// key files.
  private static SshSettings comparable(SshSettings s) {
    var keys = s.userKeys();
    var named =
        keys.files().stream().filter(file -> !file.getFileName().toString().startsWith("id_"));
    return new SshSettings(
        s.alias(),
        s.hostname(),
        s.port(),
        s.user(),
        s.route(),
        s.hostKeys(),
        new SshSettings.UserKeys(
            named.toList(), keys.certificates(), keys.identitiesOnly(), keys.agent(), List.of()),
        s.connectTimeout(),
        s.aliveInterval(),
        s.aliveCount());
  }
}
