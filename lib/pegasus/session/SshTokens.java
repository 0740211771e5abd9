package pegasus.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tokens of ssh_config values (ssh_config(5), TOKENS). `ssh -G` leaves those of IdentityFile,
/// CertificateFile and ProxyCommand to be replaced by whoever uses them (measured with OpenSSH
/// 9.2).
///
/// @param values what each letter after `%` stands for
record SshTokens(Map<Character, String> values) {
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

  private Optional<String> value(char token) {
    return token == '%' ? Optional.of("%") : Optional.ofNullable(values.get(token));
  }

  private static String variable(MatchResult name) {
    return Optional.ofNullable(System.getenv(name.group(1))).orElse(name.group());
  }
}
