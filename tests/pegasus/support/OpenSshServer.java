package pegasus.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A node served by the system's `sshd`, without its own configuration.
final class OpenSshServer implements NodeServer {
  private static final int TRIES = 10;

  private final Path folder;
  private final List<String> sshdLines;
  private int port;
  private Optional<Process> sshd = Optional.empty();
  private volatile List<String> log = List.of();

  OpenSshServer(Path folder, List<String> sshdLines) {
    this.folder = folder;
    this.sshdLines = List.copyOf(sshdLines);
  }

  /// Where `sshd` is: outside of an ordinary user's PATH, as a rule.
  static Optional<Path> program() {
    return Stream.of("/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/bin", "/opt/homebrew/sbin")
        .map(folder -> Path.of(folder, "sshd"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String log() {
    return String.join("\n", log);
  }

  @Override
  public void start() {
    boolean first = port == 0;
    for (int left = TRIES; sshd.isEmpty(); left--) {
      try {
        if (first) {
          port = freePort();
        }
        sshd = Optional.of(launch());
      } catch (CompletionException e) {
        if (left == 0) {
          throw new IllegalStateException("sshd does not start: " + log(), e);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Top down, so that no parent lives to tell of its children's end.
  @Override
  public void cut() {
    sshd.ifPresent(
        process -> {
          var below = process.descendants().toList();
          process.destroyForcibly();
          below.forEach(ProcessHandle::destroyForcibly);
          process.onExit().join();
        });
    sshd = Optional.empty();
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // its privilege separation wants the folder
    }
    var config = Files.writeString(folder.resolve("sshd_config"), config());
    log = new CopyOnWriteArrayList<>();
    var process =
        new ProcessBuilder(program().orElseThrow().toString(), "-D", "-e", "-f", config.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var listening = new CompletableFuture<Void>();
    Thread.ofPlatform().daemon().start(() -> readLog(process, log, listening));
    listening.orTimeout(30, TimeUnit.SECONDS).join();
    return process;
  }

  private static void readLog(
      Process process, List<String> log, CompletableFuture<Void> listening) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (line.startsWith("Server listening on ")) {
          listening.complete(null);
        }
      }
    } catch (IOException e) {
      log.add(e.toString());
    }
    listening.completeExceptionally(new IllegalStateException("sshd ended"));
  }

  /// `SHLVL=1` keeps bash from reading the user's `.bashrc`, as it does for commands over SSH.
  private String config() {
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
    PidFile none
    LogLevel VERBOSE
    SetEnv PEGASUS_NODE=%s SHLVL=1
    %s
    """
        .formatted(
            port,
            folder.resolve("host_key"),
            folder.resolveSibling("authorized_keys"),
            folder.getFileName(),
            String.join("\n", sshdLines));
  }
}
