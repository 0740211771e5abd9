package pegasus.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/// A node for a [Rehearsal], which nobody else can reach: OpenSSH's server on a pipe (`sshd -i`),
/// with a key that was made for it.
///
/// @param folder where all of its files lie, which only its owner may enter
record PipedNode(Path folder) {
  static final String NAME = "rehearsal";

  private static final Path SERVER = Path.of("/usr/sbin/sshd");

  /// Writes what its server needs, and what Pegasus needs to log in.
  ///
  /// @return whether it can be tried to log in
  boolean prepare() throws IOException {
    if (!Files.isExecutable(SERVER) || !makeKey()) {
      return false;
    }
    Files.writeString(folder.resolve("sshd_config"), serverConfig());
    Files.writeString(config(), clientConfig());
    Files.writeString(folder.resolve("known"), NAME + " " + Files.readString(publicKey()));
    return true;
  }

  /// The ssh_config with which Pegasus finds it.
  Path config() {
    return folder.resolve("ssh_config");
  }

  // The server and its only user have the same one.
  private Path key() {
    return folder.resolve("key");
  }

  private Path publicKey() {
    return folder.resolve("key.pub");
  }

  private boolean makeKey() throws IOException {
    try {
      var made =
          new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key().toString())
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      return made.onExit().join().exitValue() == 0 && Files.exists(publicKey());
    } catch (IOException e) {
      return false; // there is no ssh-keygen
    }
  }

  // With SHLVL bash does not read .bashrc, as it would for sshd, for each of the commands.
  private String serverConfig() {
    return """
    HostKey %s
    AuthorizedKeysFile %s
    StrictModes no
    UsePAM no
    SetEnv SHLVL=1
    """
        .formatted(key(), publicKey());
  }

  private String clientConfig() {
    return """
    Host %s
      User %s
      IdentityFile %s
      IdentitiesOnly yes
      UserKnownHostsFile %s
      ProxyCommand %s -i -e -f %s
    """
        .formatted(
            NAME,
            System.getProperty("user.name"),
            key(),
            folder.resolve("known"),
            SERVER,
            folder.resolve("sshd_config"));
  }
}
