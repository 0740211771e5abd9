package pegasus.session;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/// What ssh_config may ask about the machine and the user that run Pegasus.
final class ThisMachine {
  private static final Path NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path PROCESS = Path.of("/proc/self");

  private ThisMachine() {}

  /// As gethostname(2) tells it.
  static String name() {
    try {
      return Files.exists(NAME)
          ? Files.readString(NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /// The number of the user.
  static String userId() {
    Path home = Path.of(System.getProperty("user.home"));
    try {
      return String.valueOf(Files.getAttribute(Files.exists(PROCESS) ? PROCESS : home, "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
