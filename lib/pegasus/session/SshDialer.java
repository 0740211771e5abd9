package pegasus.session;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.schmizz.sshj.Config;
import pegasus.session.SshSettings.Route;

/// Opens connections: to the server, or first to the jump hosts on the way to it.
final class SshDialer {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /// Key exchanges at once, for each processor of this machine.
  private static final int GREETINGS = 8;

  private final SshConfig configuration;
  private final SshLibrary library;
  private final Pace pace;
  private final Semaphore greetings = new Semaphore(GREETINGS * PROCESSORS, true);
  private final Blocking asking = new Blocking(PROCESSORS, "pegasus-ssh-config");
  private final Retry retry;
  private final Executor writers =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("pegasus-ssh-writer").factory());
  private final Identities identities = new Identities();
  private final FileCache<List<KnownHost>> knownHosts = new FileCache<>();
  private final Once<SshDestination, SshSettings> settings = new Once<>();

  SshDialer(SshConfig configuration, SshLibrary library, Pace pace, Retry retry) {
    this.configuration = configuration;
    this.library = library;
    this.pace = pace;
    this.retry = retry;
  }

  /// @param notices hears what the user of that host should know
  /// @throws IOException whose message says why there is no way
  SshLink dial(SshSettings to, Consumer<String> notices) throws IOException, InterruptedException {
    return dial(to, to.route(), List.of(), notices);
  }

  /// What ssh_config comes to, found once for each destination.
  SshSettings settings(SshDestination to) throws IOException, InterruptedException {
    library.begin();
    return settings.get(
        to, it -> asking.call(() -> SshSettingsReader.read(it, configuration.read(it))));
  }

  /// @param behind the places that this one is to lead to
  private SshLink dial(SshSettings to, Route route, List<String> behind, Consumer<String> notices)
      throws IOException, InterruptedException {
    return switch (route) {
      case Route.Direct direct -> open(to, SshWire.over(to, direct), notices);
      case Route.Command(var line) -> open(to, () -> ProxyCommand.open(line), notices);
      case Route.Jump(var hops) -> {
        var jump = jump(hops, behind(to, behind), notices);
        yield beyond(jump, to, notices);
      }
    };
  }

  private static List<String> behind(SshSettings to, List<String> behind) throws SshFailure {
    if (behind.contains(to.place())) {
      throw new SshFailure("ProxyJump leads in a circle, back to " + to.place());
    }
    return Stream.concat(behind.stream(), Stream.of(to.place())).toList();
  }

  /// The last hop, by way of those before it; the first one's own way is as ssh_config has it.
  private SshLink jump(List<SshDestination> hops, List<String> behind, Consumer<String> notices)
      throws IOException, InterruptedException {
    var last = hops.getLast();
    var before = hops.subList(0, hops.size() - 1);
    try {
      var found = settings(last);
      return dial(
          found, before.isEmpty() ? found.route() : new Route.Jump(before), behind, notices);
    } catch (IOException e) {
      throw new SshFailure("jump host %s: %s".formatted(last, e.getMessage()), e);
    }
  }

  private SshLink beyond(SshLink jump, SshSettings to, Consumer<String> notices)
      throws IOException, InterruptedException {
    try {
      return open(to, SshWire.by(jump.client(), to), notices).by(jump);
    } catch (IOException | InterruptedException | RuntimeException e) {
      jump.close();
      throw e;
    }
  }

  private SshLink open(SshSettings to, SshWire wire, Consumer<String> notices)
      throws IOException, InterruptedException {
    Config config = library.config(); // before a key is read, or BouncyCastle comes in after all
    var offer = identities.offer(to.userKeys());
    try {
      return retry.call(
          () -> {
            try (var _ = pace.turn(to.route() + to.hostname() + to.port())) {
              var opening = new SshOpening(to, config, knownHosts, writers, notices);
              return Uninterrupted.callOrLeave(
                  () -> greet(wire.open(), opening, offer), SshLink::close);
            }
          });
    } catch (SshDropped e) {
      throw new SshFailure(
          "%s closed the connection before login, time and again (%s): does it let fewer in at once (MaxStartups)?"
              .formatted(to.place(), e.getMessage()),
          e);
    }
  }

  /// Waits for a turn among all servers: key exchanges cost so much computing here that too many at
  /// once would all take longer than a server, or ConnectTimeout, allows.
  private SshLink greet(Socket wire, SshOpening opening, Identities.Offer offer)
      throws IOException, InterruptedException {
    greetings.acquire();
    try {
      return opening.open(wire, offer);
    } finally {
      greetings.release();
    }
  }
}
