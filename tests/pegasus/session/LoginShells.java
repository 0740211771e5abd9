package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /// Makes a shell that is installed the `sh` of a folder, for whoever has that on the path.
  static Path asSh(String shell, Path folder) throws IOException {
    var program = OnPath.find(shell);
    assumeTrue(program.isPresent(), () -> shell + " is not installed");
    return Files.createSymbolicLink(folder.resolve("sh"), program.get());
  }

  /// A shell that reads one command line, as sshd starts it; in UTF-8, which fish depends on.
  static ProcessBuilder reading(String shell, String line) {
    var builder = new ProcessBuilder(shell, "-c", line);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }
}
