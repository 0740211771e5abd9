package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How nodes are reached, in two files: each `ssh` by itself, or all over one connection per node
/// that stays open (ControlMaster). The nodes are one server under many names, each of them a host
/// of its own to whoever looks at their settings.
///
/// @param plain an ssh_config
/// @param master the same with ControlMaster
public record SshConfig(Path plain, Path master) {
  private static final int NODES = 1000;

  /// @param folder where `host_key` and `user_key` are
  static SshConfig write(Path folder, int port) throws IOException {
    String key = Files.readString(folder.resolve("host_key.pub"));
    Files.writeString(folder.resolve("known_hosts"), "node-* " + key);
    String config = aliases() + config(folder, port);
    String master = "  ControlMaster auto\n  ControlPersist 60\n  ControlPath %s/m%d-%%n\n";
    return new SshConfig(
        Files.writeString(folder.resolve("ssh_config-" + port), config),
        Files.writeString(
            folder.resolve("ssh_config_master-" + port), config + master.formatted(folder, port)));
  }

  private static String aliases() {
    return IntStream.rangeClosed(1, NODES)
        .mapToObj(nr -> "Host node-%d\n  HostKeyAlias node-%d\n".formatted(nr, nr))
        .collect(Collectors.joining());
  }

  private static String config(Path folder, int port) {
    return """
    Host node-*
      HostName 127.0.0.1
      Port %d
      User %s
      IdentityFile %s
      IdentitiesOnly yes
      UserKnownHostsFile %s
      StrictHostKeyChecking yes
      LogLevel ERROR
    """
        .formatted(
            port,
            System.getProperty("user.name"),
            folder.resolve("user_key"),
            folder.resolve("known_hosts"));
  }
}
