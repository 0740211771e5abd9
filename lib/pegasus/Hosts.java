package pegasus;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import pegasus.PegasusException.Malformed;
import pegasus.spec.HostsYaml;

/// Makes lists of hosts.
public final class Hosts {
  private Hosts() {}

  /// The hosts of a hosts.yaml, in its order, each mapping expanded to the product of its values.
  ///
  /// @throws Malformed when there is no such file, or naming file, line and column of a mistake in
  ///   it
  public static List<Host> expand(String file) {
    return expand(Path.of(file));
  }

  /// Like [#expand(String)].
  public static List<Host> expand(Path file) {
    try {
      return HostsYaml.parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new Malformed(
          file + ": there is no such file; write one host on each line, as in \"- node-1\"");
    } catch (CharacterCodingException e) {
      throw new Malformed(file + ": this is not UTF-8; save the file as UTF-8");
    } catch (IOException e) {
      throw new PegasusException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /// The hosts of a text in the format of hosts.yaml.
  ///
  /// @throws Malformed naming line and column of a mistake
  public static List<Host> parse(String yaml) {
    return HostsYaml.parse("hosts", yaml);
  }

  /// Hosts without parameters.
  public static List<Host> of(String... hostnames) {
    return Stream.of(hostnames).map(Host::new).toList();
  }

  /// A copy of `hosts`, of which there must be some: jobs without a host would be taken for
  /// nothing.
  static List<Host> some(List<Host> hosts) {
    if (hosts.isEmpty()) {
      throw new Malformed("there are no hosts to run on; give at least one");
    }
    return List.copyOf(hosts);
  }
}
