package pegasus.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pegasus.session.SshSettings.Family;
import pegasus.session.SshSettings.HostKeys;
import pegasus.session.SshSettings.Route;
import pegasus.session.SshSettings.Strictness;
import pegasus.session.SshSettings.UserKeys;

/// From the words of ssh_config to settings. What is not said there has ssh's defaults, but for
/// two, since nobody sits and watches: a connection attempt ends after 10 seconds, and a silent
/// server is asked for a sign of life every 15 seconds, three times.
final class SshSettingsReader {
  private static final int DEFAULT_PORT = 22;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(15);
  private static final int ALIVE_COUNT = 3;
  // The rest of what PubkeyAuthentication may say besides yes and no.
  private static final Set<String> PARTLY = Set.of("unbound", "host-bound");
  private static final List<String> DEFAULT_KEYS =
      Stream.of("rsa", "ecdsa", "ecdsa_sk", "ed25519", "ed25519_sk")
          .map(t -> "~/.ssh/id_" + t)
          .toList();

  private final SshDestination destination;
  private final SshKeywords words;
  private final String hostname;
  private final int port;
  private final String user;
  private final SshTokens tokens;

  private SshSettingsReader(SshDestination destination, SshKeywords words) {
    this.destination = destination;
    this.words = words;
    this.hostname =
        new SshTokens(Map.of('h', destination::host))
            .expand(words.first("hostname").orElse(destination.host()))
            .toLowerCase(Locale.ROOT);
    this.port = destination.port().orElse(words.number("port").orElse(DEFAULT_PORT));
    this.user =
        destination.user().or(() -> words.first("user")).orElse(System.getProperty("user.name"));
    this.tokens = new SshTokens(tokenValues());
  }

  static SshSettings read(SshDestination destination, SshKeywords words) throws SshFailure {
    return new SshSettingsReader(destination, words).settings();
  }

  private SshSettings settings() throws SshFailure {
    return new SshSettings(
        destination.host(),
        hostname,
        port,
        user,
        route(),
        hostKeys(),
        userKeys(),
        words.time("connecttimeout").orElse(CONNECT_TIMEOUT),
        words.time("serveraliveinterval").orElse(ALIVE_INTERVAL),
        Math.max(1, words.number("serveralivecountmax").orElse(ALIVE_COUNT)));
  }

  private Map<Character, Supplier<String>> tokenValues() {
    var values = new HashMap<Character, Supplier<String>>();
    values.put('d', () -> System.getProperty("user.home"));
    values.put('u', () -> System.getProperty("user.name"));
    values.put('i', ThisMachine::userId);
    values.put('h', () -> hostname);
    values.put('n', destination::host);
    values.put('p', () -> String.valueOf(port));
    values.put('r', () -> user);
    values.put('k', () -> words.some("hostkeyalias").orElse(destination.host()));
    values.put('l', ThisMachine::name);
    values.put('L', () -> ThisMachine.name().replaceFirst("\\..*", ""));
    values.put('j', () -> words.some("proxyjump").orElse(""));
    values.put('C', () -> SshTokens.hash(new SshTokens(values).expand("%l%h%p%r%j")));
    return values;
  }

  /// Either ProxyJump or ProxyCommand: where both are written, the reader of ssh_config keeps the
  /// first.
  private Route route() throws SshFailure {
    var jump = words.some("proxyjump");
    var command = words.some("proxycommand");
    if (jump.isPresent()) {
      return new Route.Jump(hops(jump.get()));
    }
    return command.isPresent()
        ? new Route.Command(tokens.expand(command.get()))
        : new Route.Direct(family(), words.some("bindaddress"));
  }

  private static List<SshDestination> hops(String chain) throws SshFailure {
    var hops = new ArrayList<SshDestination>();
    for (String hop : chain.split(",")) {
      hops.add(SshDestination.parse(hop.strip()));
    }
    return List.copyOf(hops);
  }

  private Family family() {
    return switch (words.first("addressfamily").orElse("any").toLowerCase(Locale.ROOT)) {
      case "inet" -> Family.INET;
      case "inet6" -> Family.INET6;
      default -> Family.ANY;
    };
  }

  private HostKeys hostKeys() {
    return new HostKeys(
        knownNames(),
        paths("userknownhostsfile", "~/.ssh/known_hosts ~/.ssh/known_hosts2"),
        paths("globalknownhostsfile", "/etc/ssh/ssh_known_hosts /etc/ssh/ssh_known_hosts2"),
        Strictness.of(words.first("stricthostkeychecking").orElse("ask")),
        words.flag("hashknownhosts", false),
        words.some("revokedhostkeys").map(tokens::path).map(RevokedKeys::new));
  }

  /// A server on another port is known as `[name]:port`, but a key of the bare name is trusted
  /// there too; a HostKeyAlias stands alone (as in ssh).
  private List<String> knownNames() {
    var alias = words.some("hostkeyalias");
    String name = alias.orElse(hostname);
    return alias.isPresent() || port == DEFAULT_PORT
        ? List.of(name)
        : List.of("[" + name + "]:" + port, name);
  }

  /// Several files stand on one line. `ssh -G` prints them without quotes, so a space divides them
  /// only before what starts like a path. `none` and `/dev/null` both mean that there is no file.
  private List<Path> paths(String keyword, String otherwise) {
    return Stream.of(words.first(keyword).orElse(otherwise).split("\\s+(?=[~/])"))
        .filter(file -> !file.equalsIgnoreCase("none") && !file.equals("/dev/null"))
        .map(tokens::path)
        .toList();
  }

  private UserKeys userKeys() {
    boolean keys =
        words.flag("pubkeyauthentication", true) || words.says("pubkeyauthentication", PARTLY);
    var files = words.all("identityfile");
    return new UserKeys(
        keys ? files(files.isEmpty() ? DEFAULT_KEYS : files) : List.of(),
        keys ? files(words.all("certificatefile")) : List.of(),
        words.flag("identitiesonly", false),
        keys ? agent() : Optional.empty(),
        words.first("pubkeyacceptedalgorithms").map(v -> List.of(v.split(","))).orElse(List.of()));
  }

  private List<Path> files(List<String> names) {
    return names.stream().filter(name -> !name.equalsIgnoreCase("none")).map(tokens::path).toList();
  }

  /// IdentityAgent names a socket, `none`, or a variable of the environment (`SSH_AUTH_SOCK`,
  /// `$NAME`).
  private Optional<Path> agent() {
    String value = words.first("identityagent").orElse("SSH_AUTH_SOCK");
    if (value.equalsIgnoreCase("none")) {
      return Optional.empty();
    }
    boolean variable = value.equals("SSH_AUTH_SOCK") || value.matches("\\$\\w+");
    return variable
        ? Optional.ofNullable(System.getenv(value.replace("$", "")))
            .filter(s -> !s.isEmpty())
            .map(Path::of)
        : Optional.of(tokens.path(value));
  }
}
