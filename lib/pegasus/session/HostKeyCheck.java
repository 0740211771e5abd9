package pegasus.session;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import pegasus.session.KnownHosts.Verdict;
import pegasus.session.SshSettings.HostKeys;
import pegasus.session.SshSettings.Strictness;

/// Decides about the host key of one connection as `ssh` would, were nobody there to be asked.
final class HostKeyCheck implements HostKeyVerifier {
  /// Two connections to one new host at once add its key once.
  private static final Object ADDING = new Object();

  private static final List<String> RSA = List.of("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa");

  private final HostKeys policy;
  private final FileCache<List<KnownHost>> knownHosts;
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  private volatile Optional<String> refusal = Optional.empty();
  private volatile Optional<SshPublicKey> accepted = Optional.empty();

  /// @param knownHosts the known_hosts files that were read before
  HostKeyCheck(HostKeys policy, FileCache<List<KnownHost>> knownHosts) {
    this.policy = policy;
    this.knownHosts = knownHosts;
  }

  /// What the user should know of: keys that were added, or trusted against better knowledge.
  /// Whoever is told may take their time, and the server does not wait.
  List<String> notices() {
    return List.copyOf(notices);
  }

  /// Why the key was refused, if it was.
  Optional<String> refusal() {
    return refusal;
  }

  /// The algorithms of the keys that are known: were another type negotiated, the key could not be
  /// compared.
  @Override
  public List<String> findExistingAlgorithms(String hostname, int port) {
    var known = known();
    var types = accepted.map(key -> List.of(key.type())).orElseGet(known::types);
    var plain = types.stream().flatMap(t -> t.equals("ssh-rsa") ? RSA.stream() : Stream.of(t));
    var certificates =
        Stream.of(KeyType.values()).filter(t -> t.getParent() != null).map(KeyType::toString);
    return (known.hasAuthority() ? Stream.concat(certificates, plain) : plain).toList();
  }

  /// Called again whenever a long connection changes its session keys: the key that was accepted
  /// once stays so, whatever has become of the files.
  @Override
  public boolean verify(String hostname, int port, PublicKey serverKey) {
    var key = SshPublicKey.of(blob(serverKey));
    if (!accepted.equals(Optional.of(key))) {
      refusal =
          revoked(serverKey, key)
              .or(() -> serverKey instanceof Certificate<?> it ? certified(it) : plain(key));
      accepted = refusal.isEmpty() ? Optional.of(key) : Optional.empty();
    }
    return refusal.isEmpty();
  }

  private Optional<String> revoked(PublicKey serverKey, SshPublicKey key) {
    if (policy.revoked().isEmpty()) {
      return Optional.empty();
    }
    var parts =
        serverKey instanceof Certificate<?> it
            ? List.of(SshPublicKey.of(blob(it.getKey())), SshPublicKey.of(it.getSignatureKey()))
            : List.of(key);
    try {
      return policy.revoked().get().against(key, parts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted while its key was checked");
    }
  }

  /// A certificate that no known authority has signed counts as the key within it.
  private Optional<String> certified(Certificate<?> certificate) {
    var known = known();
    var key = SshPublicKey.of(blob(certificate.getKey()));
    var authority = SshPublicKey.of(certificate.getSignatureKey());
    var revoked = known.revoked(authority).or(() -> known.revoked(key));
    if (known.authority(authority) && revoked.isEmpty()) {
      return invalidity(certificate);
    }
    return revoked.map(HostKeyCheck::revoked).or(() -> plain(key));
  }

  private Optional<String> invalidity(Certificate<?> certificate) {
    try {
      String name = policy.names().getLast();
      return Optional.ofNullable(
              KeyType.CertUtils.verifyHostCertificate(blob(certificate), certificate, name))
          .map(problem -> "its host certificate is not valid: " + problem);
    } catch (Buffer.BufferException e) {
      return Optional.of("its host certificate cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> plain(SshPublicKey key) {
    synchronized (ADDING) {
      return switch (known().check(key)) {
        case Verdict.Known() -> Optional.empty();
        case Verdict.Unknown() -> unknown(key);
        case Verdict.OtherTypes(var line) -> otherTypes(line, key);
        case Verdict.Changed(var line) -> changed(line, key);
        case Verdict.Revoked(var line) -> Optional.of(revoked(line));
      };
    }
  }

  private static String revoked(KnownHost line) {
    return "its %s is marked as revoked in %s".formatted(show(line.key()), line.place());
  }

  private Optional<String> unknown(SshPublicKey key) {
    if (policy.strictness() == Strictness.YES) {
      return Optional.of(
          "its host key is not known (%s), and StrictHostKeyChecking is yes: if the key is right, add it with ssh-keyscan"
              .formatted(show(key)));
    }
    add(key);
    return Optional.empty();
  }

  private Optional<String> otherTypes(KnownHost line, SshPublicKey key) {
    String what =
        "it shows an %s, but is known by its %s key only (%s)"
            .formatted(show(key), line.key().kind(), line.place());
    return unlessUnchecked(what, "; " + remedy(line));
  }

  /// A key that is not the one that is known.
  private Optional<String> unlessUnchecked(String what, String then) {
    if (policy.strictness() == Strictness.NO) {
      notices.add(what + "; going on, since StrictHostKeyChecking is no");
      return Optional.empty();
    }
    return Optional.of(what + then);
  }

  private Optional<String> changed(KnownHost line, SshPublicKey key) {
    String what =
        "its host key has changed: it shows an %s, %s holds another"
            .formatted(show(key), line.place());
    return unlessUnchecked(
        what, ". Either it was set up anew, or somebody stands between; " + remedy(line));
  }

  /// What to do once the new key is known to be right.
  private String remedy(KnownHost line) {
    return "if the new key is right, run: ssh-keygen -f %s -R '%s'"
        .formatted(line.file(), policy.names().getFirst());
  }

  private void add(SshPublicKey key) {
    if (policy.userFiles().isEmpty()) {
      return;
    }
    String name = policy.names().getFirst();
    Path file = policy.userFiles().getFirst();
    String what = "the %s host key of %s".formatted(key.kind(), name);
    try {
      String written = policy.hashed() ? KnownHost.hashed(name, salt()) : name;
      KnownHosts.append(file, written + " " + key.type() + " " + key.base64());
      notices.add("added %s to %s".formatted(what, file));
    } catch (IOException e) {
      notices.add("%s is new, and could not be added to %s: %s".formatted(what, file, e));
    }
  }

  private KnownHosts known() {
    var files = new ArrayList<>(policy.userFiles());
    files.addAll(policy.globalFiles());
    return KnownHosts.read(files, policy.names(), knownHosts);
  }

  private static byte[] blob(PublicKey key) {
    return new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
  }

  private static String show(SshPublicKey key) {
    return "%s key %s".formatted(key.kind(), key.fingerprint());
  }

  private static byte[] salt() {
    byte[] salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    return salt;
  }
}
