package pegasus.session;

/// When the shell of a command starts, and what the end of its connection does to it.
public enum Shells {
  /// It starts with its command, and goes on when the connection breaks.
  PLAIN,

  /// As [#PLAIN], but where one short command follows the other, the shells of the next ones are
  /// started meanwhile: for commands that do not build upon each other.
  AHEAD,

  /// It starts with its command, and ends when the connection breaks or is closed.
  WATCHED
}
