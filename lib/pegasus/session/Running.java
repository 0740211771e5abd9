package pegasus.session;

import pegasus.Outcome;

/// A command on its way.
public interface Running {
  /// Waits for the end of the command and of its output. What it left running in the background keeps the output
  /// open for a short grace only.
  ///
  /// @return [Outcome.Exited], [Outcome.Signalled] or [Outcome.Lost]
  Outcome await() throws InterruptedException;

  /// Sends a signal to the command's whole process group, from any thread. Returns when it was sent, or when
  /// it could not be; does nothing once the command has ended.
  void signal(Signal signal);

  /// The signals Pegasus sends.
  enum Signal {
    TERM,
    KILL
  }
}
