package pegasus.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import pegasus.Event;
import pegasus.Host;
import pegasus.PegasusException;

/// Opens sessions over SSH. What `ssh HOST` would do without a password happens here: the user,
/// port, keys, agent, certificates, known hosts, jump hosts and proxy commands of ssh_config hold.
///
/// It differs from `ssh` where nobody is there to be asked: the key of an unknown host is added to
/// known_hosts (StrictHostKeyChecking ask acts as accept-new), encrypted keys count only if the
/// agent holds them, and without a ConnectTimeout the way is given up after 10 seconds. Passwords,
/// GSSAPI and host-based login are not tried; Ciphers, MACs, KexAlgorithms and HostKeyAlgorithms,
/// KnownHostsCommand, BindInterface, SendEnv, SetEnv and forwardings are not read. ssh_config is
/// read once for each destination. Many hosts with one destination share connections, see
/// [SshPool].
public final class SshConnector implements Connector {
  /// Some way below the 10 of OpenSSH's default MaxStartups.
  private static final int AT_ONCE = 8;

  private static final Duration RETRY_FOR = Duration.ofSeconds(30);

  private final SshDialer dialer;
  private final Map<SshSettings, SshPool> pools = new ConcurrentHashMap<>();
  private final Shells shells;
  private final Standbys.Timing timing;
  private final Consumer<Event> listener;

  /// @param sshConfigFile the ssh_config to read instead of the user's and the system's, as in `ssh
  ///   -F`
  /// @param shells of the commands
  /// @param listener hears of host keys that are added, and of keys that could not be used
  public SshConnector(Optional<Path> sshConfigFile, Shells shells, Consumer<Event> listener) {
    this(SshConfig.of(sshConfigFile), shells, Standbys.Timing.USUAL, listener);
  }

  SshConnector(
      SshConfig configuration, Shells shells, Standbys.Timing timing, Consumer<Event> listener) {
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    var retry = new Retry(RETRY_FOR, InstantSource.system(), random, Thread::sleep);
    this.dialer = new SshDialer(configuration, new SshLibrary(), new Pace(AT_ONCE), retry);
    this.shells = shells;
    this.timing = timing;
    this.listener = listener;
  }

  @Override
  public Session connect(Host host) throws InterruptedException {
    try {
      var settings = dialer.settings(SshDestination.parse(host.hostname()));
      var pool = pools.computeIfAbsent(settings.withoutAlias(), _ -> new SshPool());
      return new SshSession(host, pool.seat(() -> dial(settings, host)), shells, timing);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted on the way to " + host.hostname());
      }
      throw new PegasusException.Unreachable(
          "cannot reach %s: %s".formatted(host.hostname(), e.getMessage()), e);
    }
  }

  private SshLink dial(SshSettings settings, Host host) throws IOException, InterruptedException {
    return dialer.dial(settings, notice -> listener.accept(new Event.HostNotice(host, notice)));
  }
}
