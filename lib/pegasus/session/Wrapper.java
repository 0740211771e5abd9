package pegasus.session;

import pegasus.session.Running.Signal;

/// The command lines that go over SSH, for whatever login shell reads them.
final class Wrapper {
  /// What stands before a command, on the same line: so the numbers of lines in the shell's
  /// messages are right, and what the command means by itself it means here too.
  private static final String GLUE = "echo \":pegasus:$$\" >&2; ";

  /// The command has a shell of its own here: to ksh the watcher is a child like any other, and
  /// `wait` would wait for it.
  private static final String WATCHED = GLUE + Watcher.START + "exec sh -c -- \"$0\" </dev/null";

  /// A zombie is a process of its group for `kill`, until somebody asks for its exit status; where
  /// nobody does, `ps` tells.
  private static final String LOOK =
      "LC_ALL=C; export LC_ALL; said=$(kill -0 -%1$d 2>&1) || case $said in *\"o such"
          + " process\"*) exit 0;; esac; ps -A -o pgid= -o stat= | { dead=1; while read -r group"
          + " state; do case $group:$state in %1$d:Z*) dead=0;; %1$d:*) exit 1;; esac; done; exit"
          + " $dead; }";

  /// The exit status of [#kill] when it has seen that the process is not there any more.
  static final int NOBODY = 4;

  /// The same when it has signalled the process alone.
  static final int ALONE = 5;

  /// Where the server runs what is asked for by way of a program of its own (ForceCommand), the
  /// shell that told its id may lead no group, but be in that program's: it is told which. Where
  /// this shell is in it as well (dropbear has a group for each connection), or that cannot be told
  /// (without `ps`), others would be hit.
  private static final String KILL =
      "kill -%1$s -%2$d 2>/dev/null && exit; ps -A -o pid= -o pgid= 2>/dev/null | { seen=;"
          + " theirs=; ours=; while read -r pid group; do seen=1; case $pid in %2$d)"
          + " theirs=$group;; $$) ours=$group;; esac; done; test \"$seen\" && test -z \"$theirs\""
          + " && exit %3$d; if test \"$theirs\" != \"$ours\"; then echo \":pegasus:$theirs\" >&2;"
          + " kill -%1$s \"-$theirs\"; exit; fi; kill -%1$s %2$d 2>/dev/null && exit %4$d;"
          + " exit %3$d; }";

  private static final String WAIT =
      """
      test "$?HOME" = 1 && exec true
      echo ":pegasus:$$" >&2; IFS= read -r _pegasus_1 || exit
      while IFS= read -r _pegasus_2 || exit; [ "$_pegasus_2" != . ]; do _pegasus_1="$_pegasus_1
      ${_pegasus_2#+}"; done
      echo ":pegasus:$$:begun" >&2; set -- "$_pegasus_1"; unset _pegasus_1 _pegasus_2; exec sh -c -- "$1" </dev/null\
      """;

  private Wrapper() {}

  /// Runs `sh -c command` with an empty standard input. Before it starts, one line on stderr tells
  /// its process group: sshd makes each command the leader of a group, and `exec` keeps the
  /// process, so this shell's id is it. No shell is started for that alone: to start one costs as
  /// much as all the rest of a short command.
  static String run(String command) {
    return "exec sh -c " + Quote.word(GLUE + command) + " </dev/null";
  }

  /// The same, and the command ends when the channel's standard input does.
  static String runWatched(String command) {
    return "exec sh -c '%s' %s %s"
        .formatted(WATCHED, Quote.word(command), Quote.word(Watcher.SCRIPT));
  }

  /// Waits for a command and becomes `sh -c` of it. It tells its process group twice: when it
  /// waits, and when it has the command. That must be there in full: what a connection that breaks
  /// leaves of it is not run. For the login shells that are like `sh`: csh ends at the first line,
  /// where it sees whether there is a HOME, and fish finds a mistake.
  static String waiting() {
    return WAIT;
  }

  /// A command as the one of [#waiting()] reads it.
  static String given(String command) {
    return command.replace("\n", "\n+") + "\n.\n";
  }

  /// What a shell said, without what stands before the command: bash shows lines it cannot read.
  static String unglued(String said) {
    return said.replace(GLUE, "");
  }

  /// Sends a signal to the process group of a shell: to that which it leads, or else to that which
  /// it is in, and that one is told on stderr as a command tells its own. (Of the ways to say it,
  /// this is the one that dash, BusyBox and mksh understand.)
  ///
  /// @param shell its process
  static String kill(Signal signal, long shell) {
    return "exec sh -c " + Quote.word(KILL.formatted(signal, shell, NOBODY, ALONE));
  }

  /// Sends a signal to a process group whose leader is known, for `sh -c`.
  static String killInSh(Signal signal, long group) {
    return "kill -%s -%d".formatted(signal, group);
  }

  /// Succeeds when it has seen that no process of a group is left.
  static String look(long group) {
    return "exec sh -c " + Quote.word(lookInSh(group));
  }

  /// The same for `sh -c`.
  static String lookInSh(long group) {
    return LOOK.formatted(group);
  }
}
