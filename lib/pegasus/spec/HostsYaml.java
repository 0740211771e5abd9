package pegasus.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pegasus.Host;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Node.Scalar;

/// hosts.yaml: a list of hostnames, or of mappings of parameters to values with the key `hostname`.
public final class HostsYaml {
  private static final String HOSTNAME = "hostname";

  private HostsYaml() {}

  /// The hosts in the order of the file; each mapping stands for the product of its values.
  ///
  /// @param file the file's name, for messages
  /// @throws Malformed naming file, line and column
  public static List<Host> parse(String file, String text) {
    var hosts = new ArrayList<Host>();
    YamlList<Grid<Scalar>> list =
        YamlListReader.read(file, text, "a list of hosts", (node, _) -> Entry.read(node, HOSTNAME));
    for (YamlList.Item<Grid<Scalar>> item : list.items()) {
      Grid<Scalar> grid = item.value();
      for (int i = 0; i < grid.size(); i++) {
        hosts.add(host(grid.point(i)));
      }
    }
    if (hosts.isEmpty()) {
      throw new Malformed(file + ": no hosts; write one on each line, as in \"- node-1\"");
    }
    return List.copyOf(hosts);
  }

  private static Host host(Map<String, Scalar> point) {
    Scalar hostname = point.get(HOSTNAME);
    var parameters = new LinkedHashMap<String, String>();
    point.forEach((name, value) -> parameters.put(name, value.text()));
    parameters.remove(HOSTNAME);
    try {
      return new Host(Template.parse(hostname.text()).render(parameters), parameters);
    } catch (Malformed e) {
      throw hostname.place().mistake(e.getMessage());
    }
  }
}
