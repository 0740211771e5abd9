package pegasus.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import pegasus.support.Nodes;

/// Hosts to which there is no way.
final class Deaf {
  private Deaf() {}

  /// Writes an ssh_config that has, besides some nodes, a host `dead` that refuses connections.
  static Path sshConfig(Path file, Nodes nodes) throws IOException {
    return sshConfig(file, nodes, "dead", unused());
  }

  /// Writes an ssh_config that has, besides some nodes, one more host.
  static Path sshConfig(Path file, Nodes nodes, String name, int port) throws IOException {
    return Files.writeString(
        file,
        """
        %s
        Host %s
          HostName 127.0.0.1
          Port %d
          IdentityFile %s
          UserKnownHostsFile %s
        """
            .formatted(
                Files.readString(nodes.sshConfig()),
                name,
                port,
                nodes.userKey(),
                nodes.knownHosts()));
  }

  /// A port at which nobody listens.
  private static int unused() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
