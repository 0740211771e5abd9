package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tokens of ssh_config values (ssh_config(5), TOKENS). `ssh -G` leaves those of IdentityFile,
/// CertificateFile and ProxyCommand to be replaced by whoever uses them (measured with OpenSSH
/// 9.2).
///
/// @param values what each letter after `%` stands for; asked when it is there
record SshTokens(Map<Character, Supplier<String>> values) {
  private static final Pattern TOKEN = Pattern.compile("%(.)");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

  SshTokens {
    values = Map.copyOf(values);
  }

  /// The text with its tokens replaced; one that is not known stays as it is.
  String expand(String text) {
    return TOKEN
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(value(m.group(1).charAt(0)).orElse(m.group())));
  }

  /// The file that the text names: tokens, `${VARIABLE}` and a leading `~` replaced.
  Path path(String text) {
    String named = VARIABLE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(variable(m)));
    String home = value('d').orElse("~");
    return Path.of(expand(named.replaceFirst("^~(?=/|$)", Matcher.quoteReplacement(home))));
  }

  /// A short name for a long text, as in `%C`.
  static String hash(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private Optional<String> value(char token) {
    return token == '%'
        ? Optional.of("%")
        : Optional.ofNullable(values.get(token)).map(Supplier::get);
  }

  private static String variable(MatchResult name) {
    return Optional.ofNullable(System.getenv(name.group(1))).orElse(name.group());
  }
}
