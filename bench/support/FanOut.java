package bench.support;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tools that run one command on many nodes at once.
public enum FanOut {
  PSSH("pssh", "parallel-ssh") {
    @Override
    public String line(Path config, int nodes, String command, String... more) {
      String names = String.join(" ", Lab.names(nodes));
      return line(more, "-t", "0", "-p", "" + nodes, "-H", names, "-x", "-F " + config, command);
    }
  },

  PDSH("pdsh", "pdsh") {
    @Override
    public String line(Path config, int nodes, String command, String... more) {
      String settings = "PDSH_SSH_ARGS_APPEND=" + Shell.line("-F " + config) + " ";
      return settings + line(more, "-R", "ssh", "-f", "" + nodes, "-w", range(nodes), command);
    }
  },

  CLUSH("clush", "clush") {
    @Override
    public String line(Path config, int nodes, String command, String... more) {
      return line(more, "-n", "-o", "-F " + config, "-f", "" + nodes, "-w", range(nodes), command);
    }
  };

  private final String title;
  private final String program;

  FanOut(String title, String program) {
    this.title = title;
    this.program = program;
  }

  /// What everybody calls it.
  public String title() {
    return title;
  }

  /// What it is called in Debian.
  public String program() {
    return program;
  }

  /// A line for `sh` that runs `command` on each of the first so many nodes.
  ///
  /// @param config the ssh_config
  /// @param more options of the tool
  public abstract String line(Path config, int nodes, String command, String... more);

  String line(String[] more, String... arguments) {
    String options =
        IntStream.range(0, more.length).mapToObj(i -> more[i] + " ").collect(Collectors.joining());
    return program + " " + options + Shell.line(arguments);
  }

  private static String range(int nodes) {
    return nodes == 1 ? "node-1" : "node-[1-" + nodes + "]";
  }
}
