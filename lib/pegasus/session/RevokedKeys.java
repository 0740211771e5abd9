package pegasus.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `RevokedHostKeys`: keys that no host may show (ssh_config(5)).
///
/// @param file public keys, one in each line, or a key revocation list as ssh-keygen(1) makes them
record RevokedKeys(Path file) {
  private static final byte[] LIST = "SSHKRL\n\0".getBytes(US_ASCII);

  /// Why a host is not to be trusted. A file that cannot be read, or a line in it, speaks against
  /// all, as in ssh.
  ///
  /// @param shown the key, or the certificate
  /// @param parts what that consists of: the key itself, and what signed it
  /// @return empty when nothing speaks against it
  Optional<String> against(SshPublicKey shown, List<SshPublicKey> parts)
      throws InterruptedException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean list = Arrays.equals(Arrays.copyOf(bytes, LIST.length), LIST);
      boolean revoked = list ? isListed(shown) : keys(bytes).stream().anyMatch(parts::contains);
      return revoked
          ? Optional.of(
              "its %s key %s is revoked by %s (RevokedHostKeys)"
                  .formatted(shown.kind(), shown.fingerprint(), file))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "the file %s of RevokedHostKeys cannot be asked about its key: %s"
              .formatted(file, e.getMessage()));
    }
  }

  private static List<SshPublicKey> keys(byte[] bytes) throws IOException {
    List<String> lines = new String(bytes, ISO_8859_1).lines().toList();
    var keys = new ArrayList<SshPublicKey>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        int number = i + 1;
        keys.add(
            SshPublicKey.parse(line)
                .orElseThrow(() -> new IOException("line " + number + " is no public key")));
      }
    }
    return keys;
  }

  /// Only ssh-keygen can read its lists.
  private boolean isListed(SshPublicKey key) throws IOException, InterruptedException {
    Path asked = Files.createTempFile("pegasus-host-key", ".pub");
    try {
      Files.writeString(asked, key.type() + " " + key.base64() + "\n");
      var keygen = List.of("ssh-keygen", "-Q", "-f", file.toString(), asked.toString());
      return new ProcessBuilder(keygen)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          != 0;
    } finally {
      Files.delete(asked);
    }
  }
}
