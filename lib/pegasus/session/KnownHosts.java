package pegasus.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pegasus.session.KnownHost.Mark;

/// The lines of one server in known_hosts files.
///
/// @param named the lines for the name under which the server is known
/// @param alsoTrusted the lines for its other names: they can vouch for a key where the others know
///   none, but not speak against one
record KnownHosts(List<KnownHost> named, List<KnownHost> alsoTrusted) {
  /// What known_hosts files say about a key.
  sealed interface Verdict {
    /// The server has had this key before.
    record Known() implements Verdict {}

    /// Nothing is known about the server.
    record Unknown() implements Verdict {}

    /// The server is known by keys of other types only.
    record OtherTypes(KnownHost known) implements Verdict {}

    /// The server had another key of this type.
    record Changed(KnownHost known) implements Verdict {}

    /// The key must not be trusted any more.
    record Revoked(KnownHost known) implements Verdict {}
  }

  /// Reads the files; those that do not exist or cannot be read are passed over, as ssh does.
  ///
  /// @param names of the server, the one under which it is known first
  /// @param read what they were when they were last read
  static KnownHosts read(List<Path> files, List<String> names, FileCache<List<KnownHost>> read) {
    var all =
        files.stream()
            .flatMap(file -> read.get(List.of(file), () -> lines(file)).stream())
            .toList();
    var named = all.stream().filter(line -> line.names(names.getFirst())).toList();
    var others = names.subList(1, names.size());
    return new KnownHosts(
        named, all.stream().filter(line -> others.stream().anyMatch(line::names)).toList());
  }

  private static List<KnownHost> lines(Path file) {
    try {
      var text = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n");
      var lines = new ArrayList<KnownHost>();
      for (int i = 0; i < text.length; i++) {
        KnownHost.parse(text[i], file, i + 1).ifPresent(lines::add);
      }
      return lines;
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  Verdict check(SshPublicKey key) {
    var revoked = revoked(key);
    if (revoked.isPresent()) {
      return new Verdict.Revoked(revoked.get());
    }
    var own = ofName(key);
    return own instanceof Verdict.Unknown && says(alsoTrusted.stream(), Mark.HOST, key).isPresent()
        ? new Verdict.Known()
        : own;
  }

  private Verdict ofName(SshPublicKey key) {
    return named.stream()
        .filter(line -> line.mark() == Mark.HOST)
        .map(line -> about(line, key))
        .min(Comparator.comparing(KnownHosts::weight))
        .orElse(new Verdict.Unknown());
  }

  private static Verdict about(KnownHost line, SshPublicKey key) {
    if (line.key().equals(key)) {
      return new Verdict.Known();
    }
    return line.key().type().equals(key.type())
        ? new Verdict.Changed(line)
        : new Verdict.OtherTypes(line);
  }

  /// Which line counts: the least.
  private static int weight(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Known _ -> 0;
      case Verdict.Changed _ -> 1;
      default -> 2;
    };
  }

  /// The line that says this key must not be trusted any more.
  Optional<KnownHost> revoked(SshPublicKey key) {
    return says(Mark.REVOKED, key);
  }

  /// Whether this key may sign certificates of the server.
  boolean authority(SshPublicKey key) {
    return says(Mark.AUTHORITY, key).isPresent();
  }

  private Optional<KnownHost> says(Mark mark, SshPublicKey key) {
    return says(all(), mark, key);
  }

  private static Optional<KnownHost> says(Stream<KnownHost> lines, Mark mark, SshPublicKey key) {
    return lines.filter(line -> line.mark() == mark && line.key().equals(key)).findFirst();
  }

  boolean hasAuthority() {
    return all().anyMatch(line -> line.mark() == Mark.AUTHORITY);
  }

  /// The types of the keys that the server is known by.
  List<String> types() {
    return all()
        .filter(line -> line.mark() == Mark.HOST)
        .map(line -> line.key().type())
        .distinct()
        .toList();
  }

  private Stream<KnownHost> all() {
    return Stream.concat(named.stream(), alsoTrusted.stream());
  }

  /// Adds a line with one write, so that lines of other writers are never torn. The file is made
  /// for its owner only, and so is its folder.
  static void append(Path file, String line) throws IOException {
    createFolder(Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/")));
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file, options, ownerOnly)) {
      String text = (endsInLine(file) ? "" : "\n") + line + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /// Whether what is added begins a new line of its own. In the middle of somebody else's write it
  /// may not look so; then an empty line comes between, which means nothing.
  private static boolean endsInLine(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var last = ByteBuffer.allocate(1);
      return channel.size() == 0
          || channel.read(last, channel.size() - 1) < 1
          || last.get(0) == '\n';
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
