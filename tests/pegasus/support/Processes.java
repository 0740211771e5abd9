package pegasus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What runs on this machine, which all nodes of a test share.
public final class Processes {
  private Processes() {}

  /// A command that takes ten minutes and is like no other, to find again with [#matching].
  public static String sleep() {
    return "sleep 600." + ThreadLocalRandom.current().nextLong(1L << 50);
  }

  /// The processes whose command line holds `text`, this JVM left out. Zombies have none.
  public static List<ProcessHandle> matching(String text) {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self)
        .filter(process -> process.info().commandLine().orElse("").contains(text))
        .toList();
  }

  /// Kills the process with this id, which a test has started.
  public static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /// Whether the process with this id is there and has not ended: a zombie has. (`ps` is asked, as
  /// a process that is about to run another program has no command line for a moment.)
  public static boolean runs(long pid) {
    try {
      var ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
      try (var says = ps.inputReader()) {
        var state = says.readLine();
        return state != null && !state.startsWith("Z");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
