package bench.support;

import java.nio.file.Path;
import java.util.stream.Collectors;

/// GNU parallel, with one slot per node.
public final class GnuParallel {
  private GnuParallel() {}

  /// A line for `sh`, to be followed by more arguments.
  ///
  /// @param config the ssh_config
  public static String line(Path config, int nodes, String... more) {
    String logins =
        Lab.names(nodes).stream()
            .map(node -> "1/ssh -F " + config + " " + node)
            .collect(Collectors.joining(","));
    String home = "PARALLEL_HOME=" + Shell.line(config.getParent().toString());
    return home + " parallel --will-cite -S " + Shell.line(logins) + " " + Shell.line(more);
  }
}
