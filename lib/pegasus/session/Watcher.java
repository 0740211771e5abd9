package pegasus.session;

/// Ends a command when nobody is there any more who wants it: a small shell beside it, in its
/// process group, that waits for the end of what was the command's standard input. Pegasus keeps
/// that open, and writes nothing to it, as long as it lives and the connection holds. (With an SSH
/// server that gives commands an empty standard input, they would end at once; OpenSSH does not.)
final class Watcher {
  /// Run as `sh -c SCRIPT pegasus-watcher LEADER`, under which name `ps` shows it. It survives the
  /// TERM it sends to its own group, and goes with the KILL. When the leader has ended by itself,
  /// what it left running in the background is spared. A leader of no group ends with the group it
  /// is in, unless that is the SSH server's.
  static final String SCRIPT =
      "trap \"\" HUP INT QUIT TERM; while read -r line; do :; done; kill -0 \"$1\" || exit 0;"
          + " group=-$1; kill -0 \"$group\" || case $(ps -o comm= -p $(ps -o pgid= -p \"$1\"))"
          + " in *sshd*|*dropbear*|\"\") group=$1;; *) group=0;; esac; kill -TERM \"$group\";"
          + " sleep 1; kill -KILL \"$group\"";

  /// Starts one, for a shell that leads the group and has the script as `$1`. Twice forked, so that
  /// it is no child of the command, which may wait for its children; and on descriptor 3, because a
  /// shell gives what it starts in the background an empty standard input.
  static final String START = "(sh -c \"$1\" pegasus-watcher $$ <&3 3<&- >/dev/null 2>&1 &) 3<&0; ";

  private Watcher() {}
}
