package pegasus.session;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
///
/// @param mark what the line says of its key
/// @param names a pattern list, or one hashed name: `|1|salt|hash`
/// @param key what it holds
/// @param file where the line stands
/// @param line its number there, from 1
record KnownHost(Mark mark, String names, SshPublicKey key, Path file, int line) {
  private static final String HASHED = "|1|";

  /// What a line says of its key.
  enum Mark {
    /// It belongs to the host.
    HOST,
    /// It signs the certificates of the host (`@cert-authority`).
    AUTHORITY,
    /// It must not be trusted any more (`@revoked`).
    REVOKED
  }

  /// Empty for a comment, an empty line, and what cannot be understood.
  static Optional<KnownHost> parse(String text, Path file, int line) {
    var words = List.of(text.strip().split("\\s+"));
    boolean marked = words.getFirst().startsWith("@");
    var fields = marked ? words.subList(1, words.size()) : words;
    var mark = mark(words.getFirst());
    if (text.strip().startsWith("#") || fields.size() < 3 || mark.isEmpty()) {
      return Optional.empty();
    }
    return SshPublicKey.parse(fields.get(1) + " " + fields.get(2))
        .map(key -> new KnownHost(mark.get(), fields.get(0), key, file, line));
  }

  private static Optional<Mark> mark(String word) {
    return switch (word) {
      case "@cert-authority" -> Optional.of(Mark.AUTHORITY);
      case "@revoked" -> Optional.of(Mark.REVOKED);
      default -> word.startsWith("@") ? Optional.empty() : Optional.of(Mark.HOST);
    };
  }

  boolean names(String name) {
    return names.startsWith(HASHED)
        ? hashMatches(name)
        : new HostPatterns(List.of(lower(names).split(","))).matches(lower(name));
  }

  private boolean hashMatches(String name) {
    String[] parts = names.split("\\|");
    try {
      return parts.length == 4 && names.equals(hashed(name, Base64.getDecoder().decode(parts[2])));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  /// A name as a hashed known_hosts file holds it.
  static String hashed(String name, byte[] salt) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      var base64 = Base64.getEncoder();
      byte[] hash = mac.doFinal(lower(name).getBytes(StandardCharsets.UTF_8));
      return HASHED + base64.encodeToString(salt) + "|" + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// `~/.ssh/known_hosts:12`.
  String place() {
    return file + ":" + line;
  }
}
