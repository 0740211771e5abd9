package pegasus.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/// Key pairs without a passphrase, in OpenSSH's own format.
final class NodeKeys {
  private NodeKeys() {}

  /// An ed25519 pair, by `ssh-keygen`.
  static Path byKeygen(Path file) {
    try {
      var keygen =
          new ProcessBuilder(
                  "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString())
              .redirectErrorStream(true)
              .start();
      keygen.getOutputStream().close();
      var said = new String(keygen.getInputStream().readAllBytes());
      if (keygen.waitFor() != 0) {
        throw new IllegalStateException("ssh-keygen: " + said);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted in ssh-keygen", e);
    }
  }

  /// An RSA pair, with nothing but Java: its own providers read and sign with it everywhere.
  static Path byJava(Path file) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      var pair = generator.generateKeyPair();
      var writer = OpenSSHKeyPairResourceWriter.INSTANCE;
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      var publicFile = file.resolveSibling(file.getFileName() + ".pub");
      try (var out = Files.newOutputStream(file);
          var publicOut = Files.newOutputStream(publicFile)) {
        writer.writePrivateKey(pair, "test", null, out);
        writer.writePublicKey(pair, "test", publicOut);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA key", e);
    }
  }
}
