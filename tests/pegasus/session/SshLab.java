package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import pegasus.Event;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.PegasusException;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;

/// Real SSH servers, and connections to them with an ssh_config of the test's own.
final class SshLab implements AutoCloseable {
  private final Path folder;
  private final Nodes nodes;
  private final List<String> notices = new CopyOnWriteArrayList<>();

  private SshLab(Path folder, Nodes nodes) {
    this.folder = folder;
    this.nodes = nodes;
  }

  /// @param sshdLines more lines for every node's `sshd_config`
  static SshLab start(Path folder, List<String> sshdLines, String... names) {
    return new SshLab(folder, Nodes.startOpenSsh(folder, sshdLines, names));
  }

  /// For `@EnabledIf`: whether there is an sshd to start.
  static boolean available() {
    return NodeKind.OPENSSH.available();
  }

  Nodes nodes() {
    return nodes;
  }

  /// What was to be known about hosts since the start.
  List<String> notices() {
    return notices;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// A block of ssh_config for one of the nodes.
  String block(String alias, String node, String... lines) {
    return """
    Host %s
      HostName 127.0.0.1
      Port %d
      UserKnownHostsFile %s
      GlobalKnownHostsFile none
      IdentityAgent none
      %s
    """
        .formatted(alias, nodes.port(node), nodes.knownHosts(), String.join("\n  ", lines));
  }

  /// A connector that reads these blocks, and after them those of the nodes.
  SshConnector connector(String... blocks) {
    return new SshConnector(Optional.of(config(blocks)), Shells.PLAIN, this::hear);
  }

  /// A connector as it is where no ssh client is installed.
  SshConnector connectorWithoutClient(String... blocks) {
    return new SshConnector(
        SshConfigFile.of(Optional.of(config(blocks))),
        Shells.PLAIN,
        Standbys.Timing.USUAL,
        this::hear);
  }

  private void hear(Event event) {
    if (event instanceof Event.HostNotice(var host, var text)) {
      notices.add(host + ": " + text);
    }
  }

  Path config(String... blocks) {
    try {
      var text = String.join("\n", blocks) + "\n" + Files.readString(nodes.sshConfig());
      return Files.writeString(Files.createTempFile(folder, "ssh_config", ""), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The node that a hostname leads to, asked there.
  static String nodeOf(Connector connector, String hostname) throws InterruptedException {
    var output = new ByteArrayOutputStream();
    try (var session = connector.connect(new Host(hostname))) {
      var running =
          session.start(
              "echo $PEGASUS_NODE", (source, bytes, length) -> output.write(bytes, 0, length));
      assertEquals(new Outcome.Exited(0), running.await());
    }
    return output.toString(StandardCharsets.UTF_8).strip();
  }

  /// Why a hostname cannot be reached.
  static String refusal(Connector connector, String hostname) {
    return assertThrows(
            PegasusException.Unreachable.class, () -> connector.connect(new Host(hostname)).close())
        .getMessage();
  }

  /// A new key pair, made by ssh-keygen with these further arguments; nobody lets it in yet.
  Path newKey(String name, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-f", file(name).toString()));
    command.addAll(Arrays.asList(arguments));
    if (!command.contains("-N")) {
      command.addAll(List.of("-N", ""));
    }
    run(command.toArray(String[]::new));
    return file(name);
  }

  /// A new key pair that every node lets in.
  Path newKeyLetIn(String name, String... arguments) throws IOException, InterruptedException {
    var key = newKey(name, arguments);
    Files.writeString(
        file("authorized_keys"), Files.readString(publicHalf(key)), StandardOpenOption.APPEND);
    return key;
  }

  static Path publicHalf(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  /// Runs a program of this machine to its end.
  ///
  /// @return what it printed
  static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
    return said;
  }

  @Override
  public void close() {
    nodes.close();
  }
}
