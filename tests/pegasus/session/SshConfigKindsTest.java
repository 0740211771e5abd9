package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ssh client is asked about one host of each kind, and the others get what it would have said.
class SshConfigKindsTest {
  private static final List<String> NODES =
      List.of("node-1", "node-2", "node-3", "me@node-1", "me@node-2", "node-1:23", "other", "NODE");

  @TempDir Path folder;
  private Path config;
  private Path calls;
  private SshConfigKinds kinds;

  @BeforeEach
  void a_client_that_counts() throws IOException {
    assumeTrue(OnPath.find("ssh").isPresent());
    config = folder.resolve("config");
    calls = Files.createFile(folder.resolve("calls"));
    var client = folder.resolve("ssh");
    Files.writeString(
        client,
        "#!/bin/sh\necho x >>'%s'\nexec '%s' \"$@\"\n".formatted(calls, OnPath.find("ssh").get()));
    assertTrue(client.toFile().setExecutable(true));
    kinds =
        new SshConfigKinds(
            new SshConfigCommand(client, Optional.of(config)),
            SshConfigFile.of(Optional.of(config)));
  }

  @Test
  void hosts_that_differ_in_name_port_and_user_are_of_one_kind() throws Exception {
    Files.createDirectory(folder.resolve("conf.d"));
    Files.writeString(folder.resolve("conf.d/a.conf"), "Host node-3\n  HostKeyAlias three\n");
    write(
        """
        Include %s/conf.d/*.conf
        Host node-1
          HostName 10.0.0.1
          Port 2201
          User=anna
        Host node-2
          HostName  NODE2.example.org  # the new one
          Port 2202
          User bert
        Host other
          IdentityFile ~/.ssh/other
        Host *
          ControlPath ~/.ssh/%%r@%%h:%%p
          IdentityFile ~/.ssh/all
          ConnectTimeout 7
          UserKnownHostsFile ~/known
        """
            .formatted(folder));
    assertAsked(1, List.of("node-1", "node-2"));
    assertAsked(1, List.of("node-3"));
    assertAsked(1, List.of("plain", "Plain-2", "10.1.1.1", "10.1.1.2"));
    assertAsked(1, List.of("other"));
    assertAsked(1, List.of("me@plain", "me@plain-2"));
    assertAsked(0, List.of("node-4", "node-5"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host *\n  IdentityFile ~/.ssh/%h",
        "Host *\n  UserKnownHostsFile ~/known-%n",
        "Host *\n  ProxyCommand nc %h %p",
        "Host *\n  HostName %h.example.org",
        "Match host node-2\n  Port 99",
        "Match exec \"test %n = node-2\"\n  Port 99",
        "Match final all\n  Port 99",
        "Host \"node-1\" node-[23]\n  Port 99",
        "CanonicalizeHostname yes\nCanonicalDomains example.org\nHost *\n  Port 99",
        "Host *\n  ProxyJump node-1,node-2,node-3,other,NODE",
        "Host *\n  HostName \"node one\"",
        "Host *\n  User %u",
        "Host *\n  Port domain-s",
        "Include ~root/nothing\nHost *\n  Port 99",
      })
  void where_it_cannot_be_told_for_sure_the_client_is_asked(String text) throws Exception {
    write(text + "\n");
    assertAsked(NODES.size(), NODES);
  }

  /// Each of these decides about the next by being the first, or by not being so.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Port 1\nHost node-1\n  Port 2\nHost node-*\n  Port 3\n  User x",
        "Host node-* !node-2\n  User x\nHost *\n  User y\n  HostKeyAlias z",
        "Host node-?\n  HostName h\n  IdentityFile a\n  IdentityFile b\nHost node-1\n  Port 7",
        "Host node-1\n  ProxyJump gate\nHost node-2\n  ProxyJump gate\nHost *\n  ProxyJump none",
        "host=node-1\n\tport = 7\r\nHOST *\n  hostname elsewhere\r\nMatch all\n  User u",
        "Host node-1\n  StrictHostKeyChecking no\nHost *\n  IdentitiesOnly yes\n  User u # me",
      })
  void each_host_gets_what_the_client_says(String text) throws Exception {
    write(text + "\n");
    assertAsTheClientSays(NODES);
  }

  @Test
  void a_client_that_reads_other_files_is_asked_about_each() throws Exception {
    var other = Files.writeString(folder.resolve("other"), "Host node-1\n  HostName one\n");
    var client = folder.resolve("wrapper");
    Files.writeString(
        client, "#!/bin/sh\nshift 4\nexec '%s/ssh' -G -F '%s' \"$@\"\n".formatted(folder, other));
    assertTrue(client.toFile().setExecutable(true));
    write("Host node-*\n  Port 23\n");
    var command = new SshConfigCommand(client, Optional.of(config));
    var wrapped = new SshConfigKinds(command, SshConfigFile.of(Optional.of(config)));
    assertEquals(22, by(wrapped, "node-2").port());
    assertEquals("one", by(wrapped, "node-1").hostname());
    assertEquals("node-2", by(wrapped, "node-2").hostname());
    assertTrue(command.isScript());
    assertFalse(new SshConfigCommand(OnPath.find("ssh").get(), Optional.empty()).isScript());
  }

  @Test
  void what_has_changed_is_read_again() throws Exception {
    write("Host *\n  Port 1\n");
    assertEquals(1, by(kinds, "node-1").port());
    write("Host *\n  Port 22222\n");
    assertEquals(22222, by(kinds, "node-2").port());
  }

  @Test
  void a_file_that_is_not_there_is_told_by_the_client() {
    var failure = assertThrows(SshFailure.class, () -> by(kinds, "node-1"));
    assertTrue(failure.getMessage().contains(config.toString()), failure.getMessage());
  }

  private void write(String text) throws IOException {
    Files.writeString(config, text);
  }

  private void assertAsked(int times, List<String> nodes) throws Exception {
    Files.writeString(calls, "");
    assertAsTheClientSays(nodes);
    assertEquals(times, Files.readAllLines(calls).size(), nodes::toString);
  }

  private void assertAsTheClientSays(List<String> nodes) throws Exception {
    for (String node : nodes) {
      assertEquals(byClient(node), by(kinds, node), node);
    }
  }

  private SshSettings byClient(String node) throws Exception {
    return by(new SshConfigCommand(OnPath.find("ssh").get(), Optional.of(config)), node);
  }

  private static SshSettings by(SshConfig config, String node) throws Exception {
    var destination = SshDestination.parse(node);
    return SshSettingsReader.read(destination, config.read(destination));
  }
}
