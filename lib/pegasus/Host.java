package pegasus;

import java.util.Map;

/// One place where one command runs at a time: a hostname plus parameters.
///
/// Two hosts may share a hostname (sub-nodes, one per GPU, say), or even be equal and still be two:
/// what tells them apart is their place in the list.
///
/// @param hostname what `ssh` takes: an alias of ssh_config, `[user@]host[:port]`, `ssh://...`;
///   exactly `localhost`, `127.0.0.1` or `::1` means local processes
/// @param parameters name to value, in the order in which they were written; none is named
///   `hostname`, or blank
public record Host(String hostname, Map<String, String> parameters) {
  public Host {
    if (hostname.isBlank()) {
      throw new PegasusException.Malformed("a host needs a hostname; this one is blank");
    }
    parameters = Parameters.copy(parameters, "hostname");
  }

  public Host(String hostname) {
    this(hostname, Map.of());
  }

  /// Whether commands run as local processes, without SSH.
  public boolean local() {
    return hostname.equals("localhost") || hostname.equals("127.0.0.1") || hostname.equals("::1");
  }

  /// The host as people read it: `node-1`, or `node-1 (container=gpu0, user=me)`.
  public String label() {
    return parameters.isEmpty()
        ? hostname
        : hostname + " (" + Parameters.describe(parameters) + ")";
  }

  @Override
  public String toString() {
    return label();
  }
}
