package pegasus.session;

import pegasus.session.Running.Signal;

/// The command lines that go over SSH, for whatever login shell reads them.
final class Wrapper {
  private Wrapper() {}

  /// Runs `sh -c command` with an empty standard input. Before it starts, one line on stderr tells
  /// its process group: sshd makes each command the leader of a group, and `exec` keeps the
  /// process, so this shell's id is it.
  static String run(String command) {
    return "exec sh -c 'echo \":pegasus:$$\" >&2; exec sh -c -- \"$0\" </dev/null' "
        + Quote.word(command);
  }

  /// Sends a signal to a whole process group. (`kill -TERM -- -1` silently does nothing in dash:
  /// hence `-s`.)
  static String kill(Signal signal, long group) {
    return "exec sh -c '" + killInSh(signal, group) + "'";
  }

  /// The same for `sh -c`.
  static String killInSh(Signal signal, long group) {
    return "kill -s %s -- -%d".formatted(signal, group);
  }
}
