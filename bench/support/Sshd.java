package bench.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An OpenSSH server on loopback with keys and settings of its own, for the account that runs it.
final class Sshd implements AutoCloseable {
  private static final int PATIENCE = 500;

  private final Process process;
  private final int port;

  private Sshd(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param folder where `host_key` and `user_key` are
  /// @param lines more for its sshd_config
  static Sshd start(Path folder, String... lines) throws IOException, InterruptedException {
    int port = freePort();
    Path config = folder.resolve("sshd_config-" + port);
    Files.writeString(config, config(folder, port) + String.join("\n", lines) + "\n");
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // its privilege separation wants the folder
    }
    var program = Shell.find("sshd").orElseThrow(() -> new IllegalStateException("no sshd"));
    var log = folder.resolve("sshd-" + port + ".log").toFile();
    var process =
        new ProcessBuilder(List.of(program.toString(), "-D", "-e", "-f", config.toString()))
            .redirectOutput(log)
            .redirectError(log)
            .start();
    var sshd = new Sshd(process, port);
    sshd.awaitListening();
    return sshd;
  }

  int port() {
    return port;
  }

  /// With `SHLVL=1` bash does not take itself for the first shell of an SSH connection, and leaves
  /// the account's `.bashrc` alone: the tools are measured, and not somebody's start-up files.
  private static String config(Path folder, int port) {
    return """
    Port %d
    ListenAddress 127.0.0.1
    HostKey %s
    AuthorizedKeysFile %s
    StrictModes no
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    PermitRootLogin yes
    PermitUserRC no
    UsePAM no
    UseDNS no
    PrintMotd no
    PidFile none
    LogLevel ERROR
    SetEnv SHLVL=1
    """
        .formatted(port, folder.resolve("host_key"), folder.resolve("user_key.pub"));
  }

  private void awaitListening() throws InterruptedException {
    for (int left = PATIENCE; left > 0; left--) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Thread.sleep(10);
      }
    }
    throw new IllegalStateException("sshd does not listen on port " + port);
  }

  static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() {
    var below = process.descendants().toList();
    process.destroyForcibly();
    below.forEach(ProcessHandle::destroyForcibly);
  }
}
