package pegasus.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Where a hostname of hosts.yaml, or one hop of a `ProxyJump`, leads: `alias`, `[user@]host`,
/// `[user@]host:port`, `[user@][::1]:port`, or `ssh://[user@]host[:port]`.
///
/// @param user the user it names; ssh_config decides where it names none
/// @param host a host name, an address (IPv6 without brackets) or an alias of ssh_config
/// @param port the port it names, 1 to 65535
record SshDestination(Optional<String> user, String host, OptionalInt port) {
  /// What `ssh` refuses too: a shell would take these for more than a name, and ssh_config hands
  /// names to shells.
  private static final Pattern UNSAFE_HOST =
      Pattern.compile("^-|[\\s\\p{Cntrl}'`\"$\\\\;&<>|(){}]");

  private static final Pattern UNSAFE_USER =
      Pattern.compile("^-|\\s-|[\\p{Cntrl}'`\";&<>|(){}]|\\\\$");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile(
          "\\[(?<address>[^\\]]*)\\](?::(?<port1>\\d+))?|(?<name>[^:]*):(?<port2>\\d+)");

  /// @throws SshFailure when it cannot be a destination
  static SshDestination parse(String text) throws SshFailure {
    boolean uri = text.startsWith("ssh://");
    String rest = uri ? text.substring("ssh://".length()).replaceFirst("/$", "") : text;
    int at = rest.lastIndexOf('@');
    var user = at < 0 ? Optional.<String>empty() : Optional.of(rest.substring(0, at));
    var written = uri ? user.map(SshDestination::decode) : user;
    return checked(text, at(written, rest.substring(at + 1)));
  }

  private static SshDestination at(Optional<String> user, String place) throws SshFailure {
    var parts = HOST_AND_PORT.matcher(place);
    if (!parts.matches()) {
      return new SshDestination(user, place, OptionalInt.empty());
    }
    String host = parts.group("address") != null ? parts.group("address") : parts.group("name");
    String port = parts.group("port1") != null ? parts.group("port1") : parts.group("port2");
    return new SshDestination(user, host, port == null ? OptionalInt.empty() : port(place, port));
  }

  private static OptionalInt port(String place, String digits) throws SshFailure {
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > 65535) {
      throw new SshFailure("the port of '%s' is not between 1 and 65535".formatted(place));
    }
    return OptionalInt.of(port);
  }

  private static SshDestination checked(String text, SshDestination it) throws SshFailure {
    if (it.host.isEmpty() || UNSAFE_HOST.matcher(it.host).find()) {
      throw new SshFailure(
          "'%s' is not a hostname that ssh takes: write an alias, [user@]host[:port] or ssh://[user@]host[:port]"
              .formatted(text));
    }
    if (it.user.filter(user -> user.isEmpty() || UNSAFE_USER.matcher(user).find()).isPresent()) {
      throw new SshFailure("'%s' names a user that ssh does not take".formatted(text));
    }
    return it;
  }

  private static String decode(String user) {
    return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// As a person would write it: `me@node-1:2222`.
  @Override
  public String toString() {
    String place = host.contains(":") ? "[" + host + "]" : host;
    return user.map(name -> name + "@").orElse("")
        + place
        + (port.isPresent() ? ":" + port.getAsInt() : "");
  }
}
