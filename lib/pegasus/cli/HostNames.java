package pegasus.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import pegasus.Host;
import pegasus.Result;

/// Hosts by their labels, in which nothing can break a line.
final class HostNames {
  private HostNames() {}

  static String of(Host host) {
    return Controls.visible(host.label());
  }

  static String of(List<Host> hosts) {
    return hosts.stream().map(HostNames::of).collect(joining(", "));
  }

  /// The hosts of some results.
  static String ofResults(List<Result> results) {
    return of(results.stream().map(Result::host).toList());
  }
}
