package pegasus.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What the operating system knows about where this process writes.
enum Descriptor {
  STDOUT(1),
  STDERR(2);

  private final int number;

  Descriptor(int number) {
    this.number = number;
  }

  /// Unbuffered; closing it closes the descriptor for the whole process.
  OutputStream stream() {
    return new FileOutputStream(this == STDOUT ? FileDescriptor.out : FileDescriptor.err);
  }

  boolean isTerminal() {
    return target().map(Descriptor::namesTerminal).orElseGet(this::askShell);
  }

  /// Whether both end in the same terminal, file or pipe; also when that cannot be known.
  boolean samePlaceAs(Descriptor other) {
    return target().equals(other.target());
  }

  /// Linux says it without a process: `/dev/pts/0`, `/home/me/log`, `pipe:[123]` (proc_pid_fd(5)).
  private Optional<String> target() {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean namesTerminal(String target) {
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }

  private boolean askShell() {
    var test = new ProcessBuilder("sh", "-c", "test -t " + number);
    test.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
    try {
      return test.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
