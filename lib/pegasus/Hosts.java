package pegasus;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pegasus.PegasusException.Malformed;
import pegasus.spec.HostsYaml;
import pegasus.store.TextFile;

/// An immutable list of hosts, that prints as a table, and knows how to choose among them.
///
/// ```java
/// Hosts hosts = Hosts.expand("hosts.yaml");
/// Hosts some = hosts.named("node-*").where("gpu", 0);
/// IO.println(some);
/// ```
public final class Hosts extends AbstractList<Host> {
  private final List<Host> hosts;

  private Hosts(Collection<Host> hosts) {
    this.hosts = List.copyOf(hosts);
  }

  /// The hosts of a hosts.yaml, in its order, each mapping expanded to the product of its values.
  ///
  /// @param file its path
  /// @return at least one host
  /// @throws Malformed when there is no such file, or naming file, line and column of a mistake in
  ///   it
  public static Hosts expand(String file) {
    return expand(Path.of(file));
  }

  /// Like [#expand(String)].
  ///
  /// @param file its path
  /// @return at least one host
  public static Hosts expand(Path file) {
    var text = new TextFile(file, "write one host on each line, as in \"- node-1\"");
    return new Hosts(HostsYaml.parse(file.toString(), text.read()));
  }

  /// The hosts of a text in the format of hosts.yaml.
  ///
  /// @param yaml the text
  /// @return at least one host
  /// @throws Malformed naming line and column of a mistake
  public static Hosts parse(String yaml) {
    return new Hosts(HostsYaml.parse("hosts", yaml));
  }

  /// Hosts without parameters.
  ///
  /// @param hostnames what `ssh` takes, or `localhost`
  /// @return a host for each
  public static Hosts of(String... hostnames) {
    return new Hosts(Stream.of(hostnames).map(Host::new).toList());
  }

  /// Hosts that a program made.
  ///
  /// @param hosts in the order that is wanted; two that are equal are still two
  /// @return the same hosts
  public static Hosts of(Collection<Host> hosts) {
    return hosts instanceof Hosts already ? already : new Hosts(hosts);
  }

  /// Those whose hostname fits a pattern.
  ///
  /// @param pattern in which `*` stands for any text and `?` for one character
  /// @return maybe none
  public Hosts named(String pattern) {
    var regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return where(host -> compiled.matcher(host.hostname()).matches());
  }

  /// Those that have a parameter of this value.
  ///
  /// @param parameter its name; `hostname` means the hostname
  /// @param value compared as text, so that 0 and `"0"` are the same
  /// @return maybe none
  /// @throws Malformed when no host has such a parameter
  public Hosts where(String parameter, Object value) {
    String wanted = String.valueOf(value);
    if (!isEmpty() && stream().allMatch(host -> host.value(parameter).isEmpty())) {
      throw new Malformed(
          "no host has a parameter %s; they have %s"
              .formatted(parameter, parameters().isEmpty() ? "none" : parameters()));
    }
    return where(host -> host.value(parameter).equals(Optional.of(wanted)));
  }

  /// Those that fulfil a condition.
  ///
  /// @param condition asked about each host
  /// @return maybe none
  public Hosts where(Predicate<Host> condition) {
    return new Hosts(stream().filter(condition).toList());
  }

  /// The first ones.
  ///
  /// @param number how many
  /// @return fewer when there are not so many
  public Hosts first(int number) {
    return new Hosts(hosts.subList(0, Math.clamp(number, 0, size())));
  }

  /// All of them, a few at a time: for work that must not stop all hosts at once.
  ///
  /// @param size how many at a time, at least 1
  /// @return groups of that size, the last one may be smaller
  /// @throws Malformed when the size is less than 1
  public List<Hosts> batches(int size) {
    if (size < 1) {
      throw new Malformed("a batch has at least one host, not " + size);
    }
    var batches = new ArrayList<Hosts>();
    for (int from = 0; from < size(); from += size) {
      batches.add(new Hosts(hosts.subList(from, Math.min(from + size, size()))));
    }
    return List.copyOf(batches);
  }

  /// One host for each hostname, with those parameters on which all of its sub-nodes agree: for
  /// what has to be done once per machine.
  ///
  /// @return in the order in which the hostnames come first
  public Hosts nodes() {
    var nodes = new LinkedHashMap<String, Host>();
    forEach(host -> nodes.merge(host.hostname(), host, Hosts::common));
    return new Hosts(nodes.values());
  }

  private static Host common(Host one, Host other) {
    var parameters = new LinkedHashMap<>(one.parameters());
    parameters.entrySet().retainAll(other.parameters().entrySet());
    return new Host(one.hostname(), parameters);
  }

  /// A copy of `hosts`, of which there must be some: jobs without a host would be taken for
  /// nothing.
  static Hosts some(List<Host> hosts) {
    if (hosts.isEmpty()) {
      throw new Malformed("there are no hosts to run on; give at least one");
    }
    return of(hosts);
  }

  /// The names of all parameters that some host has.
  private Set<String> parameters() {
    return stream()
        .flatMap(host -> host.parameters().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public Host get(int index) {
    return hosts.get(index);
  }

  @Override
  public int size() {
    return hosts.size();
  }

  /// The hosts in a few words.
  ///
  /// @return such as `node-[1-3]`
  public String names() {
    return Folded.hosts(hosts);
  }

  /// The hosts as a table.
  ///
  /// @return a column for the hostname, and one for each parameter that some host has
  public Table table() {
    Set<String> parameters = parameters();
    var columns = new ArrayList<>(parameters);
    columns.addFirst("HOST");
    return new Table(columns, stream().map(host -> row(host, parameters)).toList());
  }

  private static List<String> row(Host host, Set<String> parameters) {
    Map<String, String> values = host.parameters();
    return Stream.concat(
            Stream.of(host.hostname()),
            parameters.stream().map(name -> values.getOrDefault(name, "")))
        .toList();
  }

  /// How many there are, then the table.
  @Override
  public String toString() {
    return isEmpty() ? "no hosts" : Counted.of(size(), "host") + "\n" + table();
  }
}
