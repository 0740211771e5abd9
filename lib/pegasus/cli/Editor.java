package pegasus.cli;

import java.io.IOException;
import java.nio.file.Path;
import pegasus.PegasusException;

/// The user's editor.
///
/// @param command as the user would type it in a shell, without the file: `code -w`
record Editor(String command) {
  /// Opens the file in this terminal, and waits until the editor ends.
  ///
  /// @return its exit status
  int open(Path file) {
    try {
      // As git does: the command is the user's own shell text, the file is an argument. The trap
      // keeps the shell alive when Ctrl-C is typed in the editor, which gets it too, and may make
      // something of it.
      return new ProcessBuilder(
              "sh", "-c", "trap : INT; " + command + " \"$@\"", command, argument(file))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new PegasusException("cannot start the editor " + command + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PegasusException("interrupted while the editor was open", e);
    }
  }

  // No option, whatever its name starts with.
  private static String argument(Path file) {
    return file.toString().startsWith("-") ? "./" + file : file.toString();
  }
}
