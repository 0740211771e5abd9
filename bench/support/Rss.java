package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory a process has that is really there, as Linux tells (proc_pid_status(5)).
public final class Rss {
  private Rss() {}

  /// Now, in MB.
  public static double now(ProcessHandle process) throws IOException, Contest.Missing {
    return read(process, "VmRSS");
  }

  /// The most so far, in MB.
  public static double most(ProcessHandle process) throws IOException, Contest.Missing {
    return read(process, "VmHWM");
  }

  private static double read(ProcessHandle process, String field)
      throws IOException, Contest.Missing {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      throw new Contest.Missing("only on Linux");
    }
    String line =
        Files.readAllLines(status).stream()
            .filter(found -> found.startsWith(field + ":"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the process has ended"));
    return Long.parseLong(line.replaceAll("\\D+", "")) * 1024 / 1e6;
  }
}
