package pegasus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One place where one command runs at a time: a hostname plus parameters.
///
/// Two hosts may share a hostname (sub-nodes, one per GPU, say), or even be equal and still be two:
/// what tells them apart is their place in the list.
///
/// ```java
/// Host host = new Host("node-1").with("gpu", 0);
/// IO.println(host.label()); // node-1 (gpu=0)
/// IO.println(host.toJson()); // {"host":"node-1","host_parameters":{"gpu":"0"}}
/// ```
///
/// @param hostname what `ssh` takes: an alias of ssh_config, `[user@]host[:port]`, `ssh://...`;
///   exactly `localhost`, `127.0.0.1` or `::1` means local processes
/// @param parameters name to value, in the order in which they were written; none is named
///   `hostname`, or blank
public record Host(String hostname, Map<String, String> parameters) {
  private static final String HOSTNAME = "hostname";

  /// Copies the parameters.
  ///
  /// @throws PegasusException.Malformed when the hostname or a parameter's name is blank, or a
  ///   parameter is named `hostname`
  public Host {
    Objects.requireNonNull(hostname, "a host needs a hostname");
    if (hostname.isBlank()) {
      throw new PegasusException.Malformed("a host needs a hostname; this one is blank");
    }
    parameters = Parameters.copy(parameters, HOSTNAME);
  }

  /// A host without parameters.
  ///
  /// @param hostname what `ssh` takes, or `localhost`
  public Host(String hostname) {
    this(hostname, Map.of());
  }

  /// This host with one more parameter, or with another value of one that it has.
  ///
  /// @param name of the parameter
  /// @param value any value; its text counts
  /// @return a new host
  /// @throws PegasusException.Malformed when the name is blank, or `hostname`
  public Host with(String name, Object value) {
    return new Host(hostname, Parameters.with(parameters, name, value));
  }

  /// The value of a parameter.
  ///
  /// @param name of the parameter; `hostname` means the hostname
  /// @return empty when there is no such parameter
  public Optional<String> value(String name) {
    return name.equals(HOSTNAME)
        ? Optional.of(hostname)
        : Optional.ofNullable(parameters.get(name));
  }

  /// Whether commands run as local processes, without SSH.
  ///
  /// @return true for `localhost`, `127.0.0.1` and `::1`
  public boolean local() {
    return hostname.equals("localhost") || hostname.equals("127.0.0.1") || hostname.equals("::1");
  }

  /// The host as people read it.
  ///
  /// @return `node-1`, or `node-1 (container=gpu0, user=me)`
  public String label() {
    return parameters.isEmpty()
        ? hostname
        : hostname + " (" + Parameters.describe(parameters) + ")";
  }

  /// The host as a map, with the names that journal.jsonl uses.
  ///
  /// @return `host`: the hostname; `host_parameters`: a map of texts
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("host", hostname);
    map.put("host_parameters", parameters);
    return map;
  }

  /// [#toMap()] as JSON.
  ///
  /// @return one line
  public String toJson() {
    return Json.of(toMap());
  }

  /// Like [#label()].
  @Override
  public String toString() {
    return label();
  }
}
