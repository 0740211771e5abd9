package pegasus.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pegasus.session.Identity.Nobody;
import pegasus.session.Identity.WithAgent;
import pegasus.session.SshSettings.UserKeys;

/// What there is to authenticate with, in the order of `ssh`: those keys of the agent that
/// ssh_config names, the agent's other keys, key files; before each key, its certificates.
final class Identities {
  private final Map<Path, Agent> agents = new ConcurrentHashMap<>();
  private final FileCache<Optional<KeyFile>> keyFiles = new FileCache<>();

  /// @param identities in the order in which to try them
  /// @param notes what is there, but cannot be tried, and why
  record Offer(List<Identity> identities, List<String> notes) {}

  Offer offer(UserKeys settings) {
    var notes = new ArrayList<String>();
    var files = settings.files().stream().map(this::keyFile).flatMap(Optional::stream).toList();
    files.forEach(file -> unusable(file).ifPresent(notes::add));
    var held = held(settings, notes);
    var certificates = certificates(settings, files);
    var keys = inOrder(held, files, settings.identitiesOnly());
    return new Offer(keys.flatMap(key -> withCertificates(key, certificates)).toList(), notes);
  }

  private Optional<KeyFile> keyFile(Path path) {
    return keyFiles.get(List.of(path, KeyFile.publicHalfOf(path)), () -> KeyFile.read(path));
  }

  private static Stream<Identity> inOrder(
      List<Identity> held, List<KeyFile> files, boolean identitiesOnly) {
    var inFiles = files.stream().map(Identities::identity).flatMap(Optional::stream).toList();
    var named = held.stream().filter(key -> among(key, inFiles));
    var others = held.stream().filter(key -> !identitiesOnly && !among(key, inFiles));
    var rest = inFiles.stream().filter(key -> !among(key, held));
    return Stream.of(named, others, rest).flatMap(keys -> keys);
  }

  private static boolean among(Identity key, List<Identity> others) {
    return others.stream().anyMatch(other -> other.shown().equals(key.shown()));
  }

  private static Optional<Identity> identity(KeyFile file) {
    return file.publicKey().map(key -> new Identity(file.path().toString(), key, file.signer()));
  }

  private List<Identity> held(UserKeys settings, List<String> notes) {
    return settings.agent().stream()
        .map(socket -> agents.computeIfAbsent(socket, Agent::new))
        .flatMap(agent -> held(agent, notes))
        .toList();
  }

  private static Stream<Identity> held(Agent agent, List<String> notes) {
    try {
      return agent.keys().stream()
          .map(key -> new Identity(label(key), key.key(), new WithAgent(agent, key.key())));
    } catch (IOException e) {
      notes.add(e.getMessage());
      return Stream.empty();
    }
  }

  private static String label(Agent.Key key) {
    return "%s of the agent".formatted(key.comment().isBlank() ? key.key().kind() : key.comment());
  }

  private static List<SshPublicKey> certificates(UserKeys settings, List<KeyFile> files) {
    var beside = files.stream().map(KeyFile::certificate);
    var named = settings.certificates().stream().map(KeyFile::line);
    return Stream.concat(named, beside).flatMap(Optional::stream).distinct().toList();
  }

  private static Stream<Identity> withCertificates(Identity key, List<SshPublicKey> certificates) {
    var certified =
        certificates.stream()
            .filter(certificate -> certificate.certifies(key.shown()))
            .map(
                certificate ->
                    new Identity("certificate of " + key.label(), certificate, key.signer()));
    return Stream.concat(certified, Stream.of(key));
  }

  /// A file that holds not even a public key that the server could be asked about.
  private static Optional<String> unusable(KeyFile file) {
    return file.publicKey().isEmpty() && file.signer() instanceof Nobody(var path, var why)
        ? Optional.of(path + " was left out: " + why)
        : Optional.empty();
  }
}
