package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What benches were run on, as far as it matters to their readers.
public final class Machine {
  private Machine() {}

  /// One line: the machine, its system, and the versions of those that were measured.
  public static String described() throws IOException, InterruptedException {
    var parts = new ArrayList<String>();
    parts.add(Runtime.getRuntime().availableProcessors() + " cores" + model());
    parts.add(System.getProperty("os.name") + " " + release());
    parts.add("Java " + Runtime.version().feature());
    for (var program : List.of("ssh -V", "parallel --version", "pdsh -V", "clush --version")) {
      version(program).ifPresent(parts::add);
    }
    return String.join("; ", parts);
  }

  /// Its first two numbers.
  private static String release() {
    return System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  private static String model() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    if (!Files.exists(cpus)) {
      return "";
    }
    return Files.readAllLines(cpus).stream()
        .filter(line -> line.startsWith("model name"))
        .findFirst()
        .map(line -> " of " + line.substring(line.indexOf(':') + 1).strip())
        .orElse("");
  }

  /// The first line of what it says, up to a comma.
  private static Optional<String> version(String command) throws IOException, InterruptedException {
    if (Shell.find(command.split(" ")[0]).isEmpty()) {
      return Optional.empty();
    }
    var process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    try (var lines = process.inputReader()) {
      return lines.lines().toList().stream()
          .findFirst()
          .map(line -> line.replaceAll(",.*| \\(.*", ""));
    }
  }
}
