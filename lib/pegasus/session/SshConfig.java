package pegasus.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What ssh_config says about a destination.
sealed interface SshConfig permits SshConfigCommand, SshConfigFile, SshConfigKinds {
  /// @throws SshFailure when the configuration is broken
  SshKeywords read(SshDestination destination) throws IOException, InterruptedException;

  /// Asks the ssh client where there is one, and else reads the files here.
  ///
  /// @param file the ssh_config to read instead of the user's and the system's, as in `ssh -F`
  static SshConfig of(Optional<Path> file) {
    var client = OnPath.find("ssh");
    var files = SshConfigFile.of(file);
    if (client.isEmpty()) {
      return files;
    }
    var command = new SshConfigCommand(client.get(), file);
    return command.isScript() ? command : new SshConfigKinds(command, files);
  }
}
