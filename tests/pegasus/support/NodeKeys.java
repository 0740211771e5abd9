package pegasus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/// Key pairs without a passphrase, in OpenSSH's own format.
final class NodeKeys {
  private NodeKeys() {}

  /// Makes a key pair: `file`, and `file` with `.pub` added. An ed25519 one where `ssh-keygen` is
  /// installed, else RSA, which takes seconds.
  static Path make(Path file) {
    try {
      byKeygen(file);
    } catch (IOException e) {
      byJava(file);
    }
    return file;
  }

  /// @throws IOException when there is no such program
  private static void byKeygen(Path file) throws IOException {
    var keygen =
        new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(keygen.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keygen.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("ssh-keygen: " + said);
    }
  }

  private static void byJava(Path file) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      var publicFile = file.resolveSibling(file.getFileName() + ".pub");
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(owner));
      try (var out = Files.newOutputStream(file);
          var publicOut = Files.newOutputStream(publicFile)) {
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair, "test", publicOut);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA key", e);
    }
  }
}
