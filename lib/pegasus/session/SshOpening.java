package pegasus.session;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;

/// One try to get from an open wire to a login.
final class SshOpening {
  private final SshSettings to;
  private final SSHClient client;
  private final HostKeyCheck check;
  private final Executor writers;
  private final Consumer<String> notices;

  /// @param knownHosts see [HostKeyCheck]
  /// @param writers see [Outbox]
  SshOpening(
      SshSettings to,
      Config config,
      FileCache<List<KnownHost>> knownHosts,
      Executor writers,
      Consumer<String> notices) {
    this.to = to;
    this.client = new SSHClient(config);
    this.check = new HostKeyCheck(to.hostKeys(), knownHosts);
    this.writers = writers;
    this.notices = notices;
  }

  /// @throws SshDropped when the server hung up before the login
  SshLink open(Socket wire, Identities.Offer offer) throws IOException {
    var hangup = new Hangup();
    client.getTransport().setDisconnectListener(hangup);
    var link = new SshLink(client, hangup, List.of(wire));
    try {
      client.addHostKeyVerifier(check);
      try {
        greet(wire);
      } finally {
        check.notices().forEach(notices);
      }
      new SshLogin(client, to, offer).run(notices);
      new KeepAlive(client, to.aliveInterval(), to.aliveCount(), writers).start();
      return link;
    } catch (IOException e) {
      link.close();
      throw e;
    } catch (RuntimeException e) {
      link.close();
      throw new SshFailure("the connection to %s failed: %s".formatted(to.place(), e), e);
    }
  }

  private void greet(Socket wire) throws IOException {
    try (var deadline = Deadline.in(to.connectTimeout(), wire)) {
      try {
        client.setSocketFactory(new Connected(BufferedWire.over(wire, writers)));
        client.connect(to.hostname(), to.port());
      } catch (IOException e) {
        throw explained(e, deadline.passed());
      }
    }
  }

  private IOException explained(IOException e, boolean late) {
    if (check.refusal().isPresent()) {
      return new SshFailure(check.refusal().get(), e);
    }
    if (late) {
      return new SshFailure(
          "%s took the connection, but no SSH server answered within %d s (ConnectTimeout)"
              .formatted(to.place(), to.connectTimeout().toSeconds()),
          e);
    }
    return told(e).orElseGet(() -> SshDropped.sort(e, to.place()));
  }

  /// A reason that is known already.
  private static Optional<IOException> told(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause)
        .filter(SshFailure.class::isInstance)
        .<IOException>map(SshFailure.class::cast)
        .findFirst();
  }
}
