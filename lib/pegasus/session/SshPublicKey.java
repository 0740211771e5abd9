package pegasus.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// A public key or certificate, as SSH sends it and as key files write it.
///
/// @param type `ssh-ed25519`, `ssh-rsa-cert-v01@openssh.com`
/// @param base64 the key, its type included
record SshPublicKey(String type, String base64) {
  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  /// @throws IllegalArgumentException when these are not the bytes of a public key
  static SshPublicKey of(byte[] blob) {
    byte[] type = string(ByteBuffer.wrap(blob));
    return new SshPublicKey(
        new String(type, StandardCharsets.US_ASCII), Base64.getEncoder().encodeToString(blob));
  }

  /// From a line `type base64 [comment]`, as `.pub` files hold it.
  static Optional<SshPublicKey> parse(String line) {
    var words = line.strip().split("\\s+");
    try {
      var key = words.length < 2 ? null : of(Base64.getDecoder().decode(words[1]));
      return Optional.ofNullable(key).filter(k -> k.type.equals(words[0]));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }

  boolean certificate() {
    return type.endsWith(CERTIFICATE);
  }

  /// Whether this is a certificate for that key: after its type and a nonce, the same fields
  /// follow.
  boolean certifies(SshPublicKey key) {
    if (!type.equals(key.type + CERTIFICATE)) {
      return false;
    }
    var mine = ByteBuffer.wrap(bytes());
    string(mine);
    string(mine);
    var fields = ByteBuffer.wrap(key.bytes());
    string(fields);
    return mine.remaining() > fields.remaining()
        && mine.slice(mine.position(), fields.remaining()).equals(fields);
  }

  /// `ed25519`, `rsa`, `ecdsa`: as ssh names it to people.
  String kind() {
    return type.replaceFirst("^ssh-", "").replaceFirst("-.*", "");
  }

  /// `SHA256:...`, as ssh and ssh-keygen show it.
  String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The string that stands next: its length in four bytes, then its bytes.
  static byte[] string(ByteBuffer from) {
    int length = from.remaining() < Integer.BYTES ? -1 : from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("a string of SSH was expected");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
