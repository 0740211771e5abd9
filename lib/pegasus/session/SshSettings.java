package pegasus.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What ssh_config comes to for one destination: all that is needed to open a connection.
///
/// @param alias the name that was asked for
/// @param hostname the name or address to connect to
/// @param port 1 to 65535
/// @param user who to be there
/// @param route how to get to the port
/// @param hostKeys which host keys to trust
/// @param userKeys what to authenticate with
/// @param connectTimeout for the TCP connection to each address, and again for the key exchange
/// @param aliveInterval after how long a silence to ask whether the server is still there
/// @param aliveCount how many of these questions in a row may stay without an answer
record SshSettings(
    String alias,
    String hostname,
    int port,
    String user,
    Route route,
    HostKeys hostKeys,
    UserKeys userKeys,
    Duration connectTimeout,
    Duration aliveInterval,
    int aliveCount) {

  /// What to type to see whether ssh gets in.
  String command() {
    return alias.equals(hostname)
        ? "ssh -p %d %s@%s".formatted(port, user, hostname)
        : "ssh " + alias;
  }

  /// What does not depend on the name that was asked for: two hosts for which this is equal are one
  /// place.
  SshSettings withoutAlias() {
    return new SshSettings(
        "",
        hostname,
        port,
        user,
        route,
        hostKeys,
        userKeys,
        connectTimeout,
        aliveInterval,
        aliveCount);
  }

  /// How to get to the port.
  sealed interface Route {
    /// Over TCP.
    ///
    /// @param family the address family
    /// @param bindAddress the address of this machine to connect from
    record Direct(Family family, Optional<String> bindAddress) implements Route {}

    /// Through other SSH servers, the one nearest to this machine first.
    record Jump(List<SshDestination> hops) implements Route {}

    /// Through the standard input and output of a command for `sh`.
    record Command(String line) implements Route {}
  }

  /// Which addresses of a name count.
  enum Family {
    ANY,
    INET,
    INET6
  }

  /// Which host keys to trust.
  ///
  /// @param names what known_hosts calls the server; the first is the one to add, the others are
  ///   trusted too
  /// @param userFiles known_hosts files; an unknown key is added to the first
  /// @param globalFiles known_hosts files that are only read
  /// @param strictness what to do about a key that is not known
  /// @param hashed whether a name is added as its hash
  /// @param revoked keys that are not to be trusted, whoever knows them
  record HostKeys(
      List<String> names,
      List<Path> userFiles,
      List<Path> globalFiles,
      Strictness strictness,
      boolean hashed,
      Optional<RevokedKeys> revoked) {}

  /// `StrictHostKeyChecking`.
  enum Strictness {
    /// Only known keys.
    YES,
    /// Add the key of an unknown host: nobody can be asked here.
    ASK,
    /// Add the key of an unknown host.
    ACCEPT_NEW,
    /// Go on whatever the key is.
    NO;

    static Strictness of(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "yes", "true" -> YES;
        case "no", "off", "false" -> NO;
        case "accept-new" -> ACCEPT_NEW;
        default -> ASK;
      };
    }
  }

  /// What to authenticate with.
  ///
  /// @param files private keys, or public keys whose private half the agent holds; those that do
  ///   not exist are skipped
  /// @param certificates certificates for these keys, besides those that lie next to them as
  ///   `-cert.pub`
  /// @param identitiesOnly whether the agent's other keys stay out
  /// @param agent where the agent listens
  /// @param algorithms what signatures may be made with, the preferred first; empty: any
  record UserKeys(
      List<Path> files,
      List<Path> certificates,
      boolean identitiesOnly,
      Optional<Path> agent,
      List<String> algorithms) {}

  /// `me@10.0.0.1:22`, where a connection leads in the end.
  String place() {
    return user + "@" + (hostname.contains(":") ? "[" + hostname + "]" : hostname) + ":" + port;
  }
}
