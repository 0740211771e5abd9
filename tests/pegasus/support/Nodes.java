package pegasus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Machines to run commands on: one SSH server per node, on loopback, with keys made for the run.
///
/// ```
/// try (var nodes = Nodes.start(folder, "node-1", "node-2")) {
///   run("ssh", "-F", nodes.sshConfig(), "node-1", "echo $PEGASUS_NODE");
/// }
/// ```
///
/// Commands run as the current user, in that user's shell; `$PEGASUS_NODE` tells which node they
/// are on.
public final class Nodes implements AutoCloseable {
  private final Path folder;
  private final Path userKey;
  private final Map<String, NodeServer> servers = new LinkedHashMap<>();
  private final Thread closeAtExit = new Thread(this::stopAll);

  private Nodes(Path folder, Path userKey) {
    this.folder = folder;
    this.userKey = userKey;
  }

  /// Starts nodes of the preferred kind, see [NodeKind#preferred()].
  ///
  /// @param folder an existing folder for keys and settings, used by these nodes only
  public static Nodes start(Path folder, String... names) {
    return start(NodeKind.preferred(), folder, List.of(), names);
  }

  /// Starts nodes over OpenSSH with more lines in their `sshd_config`.
  public static Nodes startOpenSsh(Path folder, List<String> sshdLines, String... names) {
    return start(NodeKind.OPENSSH, folder, sshdLines, names);
  }

  /// Starts nodes of one kind.
  ///
  /// @param sshdLines more lines for `sshd_config`; only [NodeKind#OPENSSH] reads them
  public static Nodes start(NodeKind kind, Path folder, List<String> sshdLines, String... names) {
    var nodes = new Nodes(folder, NodeKeys.make(folder.resolve("user_key")));
    Runtime.getRuntime().addShutdownHook(nodes.closeAtExit);
    try {
      Files.copy(nodes.publicKey(), folder.resolve("authorized_keys"));
      for (String name : names) {
        nodes.servers.put(name, kind.start(Files.createDirectory(folder.resolve(name)), sshdLines));
      }
      Files.writeString(nodes.sshConfig(), nodes.sshConfigText());
      nodes.writeSsh();
      return nodes;
    } catch (IOException e) {
      nodes.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      nodes.close();
      throw e;
    }
  }

  /// The names, in the order in which they were given.
  public List<String> names() {
    return List.copyOf(servers.keySet());
  }

  /// An ssh_config with a block per node, for `-F`.
  public Path sshConfig() {
    return folder.resolve("ssh_config");
  }

  /// A PATH on which `ssh` reads that ssh_config, as if these nodes stood in the user's own.
  public String path() {
    return folder.resolve("on-path") + ":" + System.getenv("PATH");
  }

  /// Where those blocks let host keys be kept; it is not there before the first connection.
  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  /// The private key that every node lets in.
  public Path userKey() {
    return userKey;
  }

  /// The public half of [#userKey()].
  public Path publicKey() {
    return folder.resolve(userKey.getFileName() + ".pub");
  }

  /// The public half of a node's host key, as a line of `known_hosts` without the hosts.
  public String hostKey(String name) throws IOException {
    return Files.readString(folder.resolve(name).resolve("host_key.pub")).strip();
  }

  /// The port of a node on 127.0.0.1, the same for its whole life.
  public int port(String name) {
    return server(name).port();
  }

  /// What the SSH server of a node has logged since it was started last.
  public String log(String name) {
    return server(name).log();
  }

  /// Takes a node away as a power cut does: its server, its connections and what they run are
  /// killed.
  public void cut(String name) {
    server(name).cut();
  }

  /// Brings a node back on the same port, after [#cut(String)].
  public void restart(String name) {
    server(name).start();
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      return; // the JVM is going down: the hook has run or is running
    }
  }

  private void stopAll() {
    servers.values().forEach(NodeServer::cut);
  }

  private NodeServer server(String name) {
    var server = servers.get(name);
    if (server == null) {
      throw new IllegalArgumentException("no node " + name + " among " + servers.keySet());
    }
    return server;
  }

  private void writeSsh() throws IOException {
    Path ssh = Files.createDirectory(folder.resolve("on-path")).resolve("ssh");
    Files.writeString(ssh, "#!/bin/sh\nexec /usr/bin/ssh -F %s \"$@\"\n".formatted(sshConfig()));
    Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
  }

  private String sshConfigText() {
    return servers.keySet().stream().map(this::hostBlock).collect(Collectors.joining("\n"));
  }

  private String hostBlock(String name) {
    return """
    Host %s
      HostName 127.0.0.1
      Port %d
      User %s
      IdentityFile %s
      IdentitiesOnly yes
      UserKnownHostsFile %s
      StrictHostKeyChecking accept-new
      LogLevel ERROR
    """
        .formatted(name, port(name), System.getProperty("user.name"), userKey, knownHosts());
  }
}
