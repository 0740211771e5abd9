package pegasus.session;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;

/// An identity file: a private key in OpenSSH's format or PEM, or only the public half of a key.
///
/// @param publicKey what can be known of it without a passphrase
/// @param signer who can sign with it: [Identity.WithKey], or [Identity.Nobody] with the reason
record KeyFile(Path path, Optional<SshPublicKey> publicKey, Identity.Signer signer) {
  private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
  private static final String END = "-----END";
  private static final String MAGIC = "openssh-key-v1\0";
  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /// @return empty when there is neither the file nor a `.pub` beside it
  static Optional<KeyFile> read(Path path) {
    var beside = publicHalf(path);
    try {
      if (Files.isRegularFile(path)) {
        return Optional.of(read(path, Files.readString(path, StandardCharsets.ISO_8859_1), beside));
      }
      return beside.map(key -> locked(path, beside, "only its public half is here"));
    } catch (IOException | RuntimeException e) {
      return Optional.of(locked(path, beside, "it cannot be read: " + e));
    }
  }

  private static KeyFile read(Path path, String text, Optional<SshPublicKey> beside)
      throws IOException {
    if (!text.contains("PRIVATE KEY-----")) {
      return locked(
          path, SshPublicKey.parse(text).or(() -> beside), "only its public half is here");
    }
    var header = text.contains(OPENSSH) ? Optional.of(Header.of(text)) : Optional.<Header>empty();
    var known = header.map(Header::publicKey).or(() -> beside);
    if (exposed(path)) {
      return locked(path, known, "others may read it: run chmod 600 " + path);
    }
    if (header.map(Header::encrypted).orElse(text.contains("ENCRYPTED"))) {
      return locked(path, known, "it is encrypted: run ssh-add " + path);
    }
    return open(
        path, text, header.isPresent() ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile(), known);
  }

  /// As ssh has it, only the user's own files are looked at so closely.
  private static boolean exposed(Path path) throws IOException {
    return Files.getOwner(path).getName().equals(System.getProperty("user.name"))
        && !OWNER.containsAll(Files.getPosixFilePermissions(path));
  }

  private static KeyFile open(
      Path path, String text, BaseFileKeyProvider reader, Optional<SshPublicKey> known) {
    try {
      reader.init(text, null);
      var signer = new Identity.WithKey(reader.getPrivate());
      byte[] blob = new Buffer.PlainBuffer().putPublicKey(reader.getPublic()).getCompactData();
      return new KeyFile(path, Optional.of(SshPublicKey.of(blob)), signer);
    } catch (IOException | RuntimeException e) {
      return locked(path, known, "it cannot be read here, the agent may: run ssh-add " + path);
    }
  }

  private static KeyFile locked(Path path, Optional<SshPublicKey> key, String why) {
    return new KeyFile(path, key, new Identity.Nobody(path, why));
  }

  /// The key on the first line of the `.pub` file beside it.
  private static Optional<SshPublicKey> publicHalf(Path path) {
    return line(publicHalfOf(path));
  }

  static Path publicHalfOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".pub");
  }

  /// The certificate that lies beside it.
  Optional<SshPublicKey> certificate() {
    return line(path.resolveSibling(path.getFileName() + "-cert.pub"));
  }

  /// The public key or certificate that a file holds, if it does.
  static Optional<SshPublicKey> line(Path file) {
    try {
      return Files.isRegularFile(file)
          ? SshPublicKey.parse(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /// What OpenSSH's format tells everybody (PROTOCOL.key of OpenSSH).
  private record Header(boolean encrypted, SshPublicKey publicKey) {
    static Header of(String text) {
      int from = text.indexOf(OPENSSH) + OPENSSH.length();
      int end = text.indexOf(END, from);
      String base64 = text.substring(from, end < 0 ? text.length() : end);
      var content = ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64));
      content.position(MAGIC.length());
      String cipher = new String(SshPublicKey.string(content), StandardCharsets.US_ASCII);
      SshPublicKey.string(content); // the key derivation
      SshPublicKey.string(content); // its options
      content.getInt(); // the number of keys: always 1
      return new Header(!cipher.equals("none"), SshPublicKey.of(SshPublicKey.string(content)));
    }
  }
}
