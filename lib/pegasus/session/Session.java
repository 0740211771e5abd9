package pegasus.session;

import java.io.IOException;

/// The open way to one host. One command runs at a time; a session is used by one thread.
public interface Session extends AutoCloseable {
  /// Starts `sh -c command` with an empty standard input. The command arrives byte for byte.
  ///
  /// @param output gets what the command writes, as it comes
  /// @throws SessionLost when the connection is gone; the command has not been sent
  Running start(String command, Output output);

  /// The files of the host, to be closed before this is. Commands may run meanwhile.
  ///
  /// @throws IOException when there is no way to them
  FileTree files() throws IOException;

  /// Whether commands can still be started, as far as is known here.
  boolean open();

  /// Closes the way. Never blocks on a command that still runs, and does not end it, unless its end
  /// with the connection was asked for.
  @Override
  void close();
}
