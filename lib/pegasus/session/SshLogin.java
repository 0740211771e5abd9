package pegasus.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.Service;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthNone;

/// Being let in, once connected: every key in its turn.
final class SshLogin {
  private static final List<String> SHA1 = List.of("ssh-rsa", "ssh-dss");
  private static final List<String> RSA = List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa");

  private final SSHClient client;
  private final SshSettings settings;
  private final Identities.Offer offer;
  private final List<String> tried = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  SshLogin(SSHClient client, SshSettings settings, Identities.Offer offer) {
    this.client = client;
    this.settings = settings;
    this.offer = offer;
    this.troubles.addAll(offer.notes());
  }

  /// @param notices hears of keys that would have been taken, but could not be used
  void run(Consumer<String> notices) throws SshFailure {
    try {
      boolean in = withKeys() || with(new AuthNone());
      if (!in) {
        throw refused();
      }
      troubles.stream().filter(trouble -> !offer.notes().contains(trouble)).forEach(notices);
    } catch (SSHException e) {
      throw broken(e);
    }
  }

  private boolean withKeys() throws SSHException {
    for (var identity : offer.identities()) {
      tried.add(identity.label());
      for (String algorithm : algorithms(identity.shown().type())) {
        if (with(new PublicKeyAuth(identity, algorithm))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean with(PublicKeyAuth key) throws SSHException {
    try {
      return with((AuthMethod) key);
    } catch (UserAuthException e) {
      troubles.add(key.trouble().orElseThrow(() -> e));
      return false;
    }
  }

  private boolean with(AuthMethod method) throws UserAuthException, TransportException {
    var next = (Service) client.getConnection();
    int patience = client.getTransport().getTimeoutMs();
    return client.getUserAuth().authenticate(settings.user(), next, method, patience);
  }

  /// What to sign with: an RSA key can do several, of which the best is tried, and SHA-1 too where
  /// ssh_config asks for it.
  private List<String> algorithms(String type) {
    if (!type.startsWith("ssh-rsa")) {
      return accepted(type) ? List.of(type) : List.of();
    }
    String suffix = type.substring("ssh-rsa".length());
    var able = RSA.stream().map(name -> name + suffix).filter(this::accepted).toList();
    return Stream.concat(able.stream().limit(1), able.stream().filter(type::equals))
        .distinct()
        .toList();
  }

  /// PubkeyAcceptedAlgorithms is a full list from `ssh -G`; read here, it may only add to ssh's own
  /// (`+ssh-rsa`).
  private boolean accepted(String algorithm) {
    var listed = settings.userKeys().algorithms();
    boolean full = !listed.isEmpty() && !listed.getFirst().matches("[-+^].*");
    boolean named = listed.contains(algorithm) || listed.contains("+" + algorithm);
    return named || (!full && SHA1.stream().noneMatch(algorithm::startsWith));
  }

  private SshFailure refused() {
    String keys =
        tried.isEmpty() ? "there was no key to try" : "tried: " + String.join(", ", tried);
    var also = client.getUserAuth().hadPartialSuccess() ? "it wants more than a key" : keys;
    return new SshFailure(explained("%s did not let us in (%s)".formatted(settings.place(), also)));
  }

  private SshFailure broken(SSHException e) {
    boolean tooMany =
        e.getDisconnectReason() == DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE
            || String.valueOf(e.getMessage()).contains("Too many authentication failures");
    String what =
        tooMany
            ? "hung up after %d keys (%s): name the right one with IdentityFile and IdentitiesOnly yes"
                .formatted(tried.size(), String.join(", ", tried))
            : "broke off the login: " + e.getMessage();
    return new SshFailure(explained(settings.place() + " " + what), e);
  }

  private String explained(String what) {
    String troubled = troubles.isEmpty() ? "" : "; " + String.join("; ", troubles);
    return "%s%s; does `%s` work without a password?".formatted(what, troubled, settings.command());
  }
}
