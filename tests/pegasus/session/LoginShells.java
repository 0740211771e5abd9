package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;

/// The shells of this machine that somebody may log in with.
final class LoginShells {
  private static final List<String> NAMES =
      List.of("sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "fish", "csh", "tcsh");

  private LoginShells() {}

  static List<String> installed() {
    var shells =
        NAMES.stream().map(OnPath::find).flatMap(Optional::stream).map(Object::toString).toList();
    assertFalse(shells.isEmpty());
    return shells;
  }

  /// Those among them that know what `sh` knows.
  static List<String> likeSh() {
    return installed().stream().filter(shell -> !shell.matches(".*/(fish|csh|tcsh)")).toList();
  }

  /// A shell that reads one command line, as sshd starts it; in UTF-8, which fish depends on.
  static ProcessBuilder reading(String shell, String line) {
    var builder = new ProcessBuilder(shell, "-c", line);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }
}
