package pegasus.session;

import pegasus.Outcome;

/// A command on its way.
public interface Running {
  /// Waits for the end of the command and of its output. What it left running in the background
  /// keeps the output open for a short grace only.
  ///
  /// @return [Outcome.Exited], [Outcome.Signalled] or [Outcome.Lost]; [Outcome.NotRun] when it is
  ///   known that it did not start
  Outcome await() throws InterruptedException;

  /// Sends a signal to the command's whole process group, from any thread. Returns when it was
  /// sent, or when it could not be. What a command left running when it ended by itself is spared;
  /// what is left of one that was sent a signal before its end is not.
  ///
  /// @return false when nobody was there to get it: the command had ended before
  boolean signal(Signal signal);

  /// Looks whether the command has ended and no process of its group is left. What has left the
  /// group, as by `setsid`, is not looked for.
  ///
  /// @return true only when that was seen; false also when it cannot be known
  boolean gone();

  /// Waits for the end no longer: where it is not known yet, [#await()] returns [Outcome.Lost].
  void abandon();

  /// The signals Pegasus sends.
  enum Signal {
    TERM,
    KILL
  }
}
