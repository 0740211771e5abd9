package pegasus.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// A node for a [Rehearsal], which nobody else can reach: OpenSSH's server on a pipe (`sshd -i`),
/// with a key that was made for it.
///
/// @param folder where all of its files lie, which only its owner may enter
record PipedNode(Path folder) {
  static final String NAME = "rehearsal";

  private static final Path SERVER = Path.of("/usr/sbin/sshd");
  private static final Pattern PLAIN = Pattern.compile("[\\w/.+-]+"); // ssh and sh have many signs
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// Writes what its server needs, and what Pegasus needs to log in.
  ///
  /// @return whether one can log in, and without waiting
  boolean prepare() throws IOException {
    return Files.isExecutable(SERVER)
        && PLAIN.matcher(folder.toString()).matches()
        && succeeds("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key().toString())
        && configured()
        && succeeds("ssh", "-F", config().toString(), NAME, "true");
  }

  private boolean configured() throws IOException {
    Files.writeString(folder.resolve("sshd_config"), serverConfig());
    Files.writeString(config(), clientConfig());
    Files.writeString(folder.resolve("known"), NAME + " " + Files.readString(publicKey()));
    return true;
  }

  // The account's shell may be none, or wait for something.
  private static boolean succeeds(String... command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(PATIENCE);
      Archive.kill(process);
      return ended && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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

  // Nothing of the user's is to run with each of the commands: neither ~/.ssh/rc nor, with SHLVL,
  // bash's .bashrc.
  private String serverConfig() {
    return """
    HostKey %s
    AuthorizedKeysFile %s
    StrictModes no
    UsePAM no
    PermitUserRC no
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
