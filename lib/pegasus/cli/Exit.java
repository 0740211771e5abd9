package pegasus.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// How the process ends.
final class Exit {
  private Exit() {}

  /// The usual way. System.exit takes as long to begin with as Java to start: after a success it is
  /// enough to return from main, as no thread of ours keeps the process.
  static void with(int status) {
    if (status != ExitStatus.OK) {
      System.exit(status);
    }
  }

  /// By the system's `_exit`: nothing that Java does at the end is done, not even what
  /// [Runtime#halt] still does.
  @SuppressWarnings("restricted")
  static void atOnce(int status) {
    Linker linker = Linker.nativeLinker();
    var type = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT);
    System.out.flush();
    System.err.close(); // Java would warn there of what follows
    try {
      linker.downcallHandle(linker.defaultLookup().findOrThrow("_exit"), type).invokeExact(status);
    } catch (Throwable e) {
      throw new IllegalStateException("_exit cannot be called", e);
    }
  }
}
