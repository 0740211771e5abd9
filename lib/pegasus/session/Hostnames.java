package pegasus.session;

import java.util.Optional;
import pegasus.Host;

/// What may be a hostname. Apart from all else, so that nothing of SSH is loaded for local hosts.
public final class Hostnames {
  private Hostnames() {}

  /// Why there can be no way to a host over SSH, whatever ssh_config says.
  ///
  /// @return empty when its name may be one
  public static Optional<String> mistake(Host host) {
    try {
      SshDestination.parse(host.hostname());
      return Optional.empty();
    } catch (SshFailure e) {
      return Optional.of(e.getMessage());
    }
  }
}
