package pegasus.session;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pegasus.PegasusException;

/// How to run `sh -c` on this machine in a process group of its own, so that a signal reaches all
/// of a command, and a terminal's Ctrl-C none of it.
///
/// @param leader see [OwnGroup]
/// @param charset how Java hands arguments to processes, which depends on the locale
record LocalShell(List<String> leader, Charset charset) {
  /// Waits for a line of its standard input, or the end of it.
  private static final String READY = "read -r go; ";

  /// The same, then has the rest watched; dies when there is no such line.
  private static final String READY_WATCHED = "read -r go || exit; " + Watcher.START;

  /// Becomes `sh -c` of its first argument.
  private static final String PLAIN = "exec sh -c -- \"$0\" </dev/null";

  /// The same for the escapes that [#escaped] makes. The dot keeps newlines at the command's end.
  private static final String ESCAPED =
      "c=$(printf '%b.' \"$0\"); exec sh -c -- \"${c%.}\" </dev/null";

  /// As this machine offers it.
  ///
  /// @throws PegasusException.Unreachable if there is none
  static LocalShell find() {
    var charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    var leader =
        OwnGroup.leader()
            .orElseThrow(
                () ->
                    new PegasusException.Unreachable(
                        "local commands need setsid or perl on the PATH: install util-linux or"
                            + " perl"));
    return new LocalShell(leader, charset);
  }

  /// The program and arguments that run a command, once there is a line on their standard input, or
  /// it is closed.
  List<String> run(String command) {
    return run(READY, command);
  }

  /// The same, and the command ends when their standard input does.
  List<String> runWatched(String command) {
    var arguments = run(READY_WATCHED, command);
    arguments.add(Watcher.SCRIPT);
    return arguments;
  }

  private List<String> run(String ready, String command) {
    var arguments = new ArrayList<>(leader);
    if (charset.equals(StandardCharsets.UTF_8) || command.chars().allMatch(c -> c < 128)) {
      arguments.addAll(List.of("sh", "-c", ready + PLAIN, command));
    } else {
      arguments.addAll(List.of("sh", "-c", ready + ESCAPED, escaped(command)));
    }
    return arguments;
  }

  /// UTF-8 in ASCII, for `printf %b`: in the C locale Java would make question marks of the rest.
  private static String escaped(String command) {
    var text = new StringBuilder();
    for (byte b : command.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && b != '\\';
      text.append(plain ? String.valueOf((char) b) : "\\0%03o".formatted(b & 0xff));
    }
    return text.toString();
  }
}
