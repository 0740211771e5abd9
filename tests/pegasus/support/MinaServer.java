package pegasus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;

/// A node served by Apache MINA SSHD in this JVM: commands run through `sh -c`, each in a session
/// of its own.
final class MinaServer implements NodeServer {
  private final Path folder;
  private final Set<Process> commands = ConcurrentHashMap.newKeySet();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Optional<SshServer> server = Optional.empty();
  private int port;

  MinaServer(Path folder) {
    this.folder = folder;
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
    if (server.isPresent()) {
      return;
    }
    log.clear();
    try {
      var starting = configured();
      starting.start();
      port = starting.getPort();
      server = Optional.of(starting);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Connections first, so that no command's end is told.
  @Override
  public void cut() {
    server.ifPresent(running -> running.close(true));
    server = Optional.empty();
    for (var command : commands) {
      var below = command.descendants().toList();
      command.destroyForcibly();
      below.forEach(ProcessHandle::destroyForcibly);
    }
    commands.clear();
  }

  private SshServer configured() throws IOException {
    var mina = SshServer.setUpDefaultServer();
    mina.setHost("127.0.0.1");
    mina.setPort(port);
    mina.setKeyPairProvider(new FileKeyPairProvider(folder.resolve("host_key")));
    mina.setPublickeyAuthenticator(authorizedKeys());
    mina.setPasswordAuthenticator(null);
    mina.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    mina.setChannelFactories(List.of(MinaChannel.FACTORY, DirectTcpipFactory.INSTANCE));
    mina.setCommandFactory(
        (channel, line) -> new MinaCommand((MinaChannel) channel, this::launch, line));
    mina.addSessionListener(accepted());
    CoreModuleProperties.TCP_NODELAY.set(mina, true);
    return mina;
  }

  private PublickeyAuthenticator authorizedKeys() {
    return new AuthorizedKeysAuthenticator(folder.resolveSibling("authorized_keys"));
  }

  private SessionListener accepted() {
    return new SessionListener() {
      @Override
      public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
          log.add("Accepted publickey for " + session.getUsername());
        }
      }
    };
  }

  private Process launch(String line) throws IOException {
    var builder = new ProcessBuilder("setsid", "sh", "-c", line);
    builder.environment().put("PEGASUS_NODE", folder.getFileName().toString());
    builder.directory(Path.of(System.getProperty("user.home")).toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    var process = builder.start();
    commands.add(process);
    var _ = process.onExit().thenAccept(commands::remove);
    return process;
  }
}
