package pegasus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How copying went for each host, see [Transfer].
///
/// ```java
/// Copies copies = Transfer.fetch(hosts, "/etc/hostname", Path.of("fetched"));
/// IO.println(copies.orThrow());
/// ```
///
/// @param all one for each host, in the order of the hosts
public record Copies(List<Copy> all) {
  /// Copies the list.
  public Copies {
    all = List.copyOf(all);
  }

  /// Whether everything arrived.
  ///
  /// @return false when something did not
  public boolean ok() {
    return failed().isEmpty();
  }

  /// Those that did not arrive as a whole.
  ///
  /// @return in the order of the hosts
  public List<Copy> failed() {
    return all.stream().filter(copy -> !copy.ok()).toList();
  }

  /// These copies, if all went well.
  ///
  /// @return itself
  /// @throws PegasusException naming the hosts for which it did not
  public Copies orThrow() {
    if (!ok()) {
      Copy first = failed().getFirst();
      throw new PegasusException(
          "%d of %d copies failed: %s; of the first, %s"
              .formatted(
                  failed().size(),
                  all.size(),
                  Folded.hosts(failed().stream().map(Copy::host).toList()),
                  first.failure().orElseThrow()));
    }
    return this;
  }

  /// The copies as a table.
  ///
  /// @return a row for each host
  public Table table() {
    return new Table(
        List.of("HOST", "FILES", "BYTES", "SECONDS", "TO", "FAILURE"),
        all.stream()
            .map(
                copy ->
                    List.of(
                        copy.host().label(),
                        String.valueOf(copy.files()),
                        String.valueOf(copy.bytes()),
                        Table.seconds(copy.elapsed()),
                        copy.to(),
                        copy.failure().orElse("")))
            .toList());
  }

  /// The copies as a map.
  ///
  /// @return `ok`, and `copies`: a list of maps
  public Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("ok", ok());
    map.put("copies", all.stream().map(Copy::toMap).toList());
    return map;
  }

  /// [#toMap()] as JSON.
  ///
  /// @return one line
  public String toJson() {
    return Json.of(toMap());
  }

  /// A line that counts them, then the table.
  @Override
  public String toString() {
    return "%s, %d failed\n%s".formatted(Counted.of(all.size(), "host"), failed().size(), table());
  }
}
