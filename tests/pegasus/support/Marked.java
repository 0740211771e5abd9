package pegasus.support;

import java.io.IOException;
import java.nio.file.Path;
import pegasus.store.RunMark;

/// Marks a run of a queue, says so, and lives until its standard input ends.
public final class Marked {
  private Marked() {}

  /// @param arguments the queue, the name of the run, its journal
  public static void main(String... arguments) throws IOException {
    RunMark.set(Path.of(arguments[0]).toRealPath(), arguments[1], Path.of(arguments[2]));
    System.out.println("marked");
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
  }
}
