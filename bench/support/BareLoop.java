package bench.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.SocketFactory;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;

/// What the SSH library allows: one command after the other over one connection, and nothing else.
/// A program of its own, because Pegasus too starts cold.
///
/// Arguments: the server's port, the user's key, a file of commands.
final class BareLoop {
  private BareLoop() {}

  /// The command that runs it, with the library that Pegasus has.
  static List<String> command(int port, Path key, Path commands) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return List.of(
        java,
        "-cp",
        classPath,
        BareLoop.class.getName(),
        "" + port,
        key.toString(),
        commands.toString());
  }

  public static void main(String... arguments) throws IOException {
    SecurityUtils.setRegisterBouncyCastle(false);
    try (var client = new SSHClient(new DefaultConfig())) {
      client.setSocketFactory(new NoDelay());
      client.addHostKeyVerifier(new PromiscuousVerifier()); // made by this bench, on loopback
      client.connect("127.0.0.1", Integer.parseInt(arguments[0]));
      client.authPublickey(System.getProperty("user.name"), arguments[1]);
      for (String command : Files.readAllLines(Path.of(arguments[2]))) {
        run(client, command);
      }
    }
  }

  private static void run(SSHClient client, String line) throws IOException {
    try (var session = client.startSession();
        var command = session.exec(line)) {
      command.getInputStream().readAllBytes();
      command.join();
    }
  }

  /// Without it each command waits 40 ms for an acknowledgement that is being delayed.
  private static final class NoDelay extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return new Socket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return new Socket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return new Socket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return new Socket(host, port, from, fromPort);
    }
  }
}
