//DEPS org.apache.sshd:sshd-core:2.17.1

package bench.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;

/// A server inside a JVM, for more hosts than this machine has room for as processes. They let
/// everybody in and do nothing.
public final class IdleNodes implements AutoCloseable {
  private final Process process;
  private final int port;

  private IdleNodes(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static IdleNodes start(Lab lab) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String key = lab.folder().resolve("host_key").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    IdleNodes.class.getName(),
                    key))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said = process.inputReader();
    return new IdleNodes(process, Integer.parseInt(said.readLine()));
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    var server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new FileKeyPairProvider(Path.of(arguments[0])));
    server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE); // on loopback
    server.start();
    System.out.println(server.getPort());
    Thread.currentThread().join(); // until it is killed
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
