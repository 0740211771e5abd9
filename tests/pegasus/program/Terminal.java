package pegasus.program;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pegasus.support.Background;
import pegasus.support.Pegasus;

/// The command in a terminal of its own, by `script` of util-linux: what the test types is typed
/// there, control characters included, and what is printed there is its standard output.
final class Terminal {
  private Terminal() {}

  static Background start(Pegasus pegasus, String... arguments) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is needed");
    // script wants one text for a shell: the words are handed over in the environment of that
    // shell.
    return pegasus.startUnder(
        List.of("sh", "-c", WORDS, "sh"), Map.of("TERM", "xterm", "NO_COLOR", ""), arguments);
  }

  private static final String WORDS =
      "for word; do line=\"$line '$word'\"; done; exec script -qefc \"exec $line\" /dev/null";
}
