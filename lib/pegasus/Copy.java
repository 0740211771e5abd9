package pegasus;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How copying went for one host, see [Transfer].
///
/// ```java
/// Copy copy = Transfer.push(hosts, Path.of("hosts.yaml"), "/tmp/copied.yaml").all().getFirst();
/// IO.println(copy.ok() ? copy.to() : copy.failure().get());
/// ```
///
/// @param host where to, or where from
/// @param from the file or folder that was to be copied
/// @param to the place of the copy
/// @param files how many files arrived
/// @param bytes how much was copied
/// @param elapsed the time from the attempt to connect until the end
/// @param failure why not everything arrived; empty when it did
public record Copy(
    Host host,
    String from,
    String to,
    long files,
    long bytes,
    Duration elapsed,
    Optional<String> failure) {

  /// Whether everything arrived.
  ///
  /// @return false when something did not
  public boolean ok() {
    return failure.isEmpty();
  }

  /// The copy as a map.
  ///
  /// @return `host`, `host_parameters`, `from`, `to`, `files`, `bytes`, `seconds`, `ok`, and
  ///   `failure` if it is one
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>(host.toMap());
    map.put("from", from);
    map.put("to", to);
    map.put("files", files);
    map.put("bytes", bytes);
    map.put("seconds", elapsed.toMillis() / 1e3);
    map.put("ok", ok());
    failure.ifPresent(reason -> map.put("failure", reason));
    return map;
  }

  /// `[node-1] 3 files, 1234 bytes: data -> work/data`.
  @Override
  public String toString() {
    String what = "[%s] %s, %s: %s -> %s";
    return what.formatted(
            host.label(), Counted.of(files, "file"), Counted.of(bytes, "byte"), from, to)
        + failure.map(reason -> ": " + reason).orElse("");
  }
}
