package pegasus.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What was read from files, to be read again only when one of them has changed: a thousand hosts
/// have the same few.
///
/// @param <V> what the files come to
final class FileCache<V> {
  private final Map<List<Path>, Entry<V>> entries = new ConcurrentHashMap<>();

  private record Entry<V>(List<State> states, V value) {}

  /// Tells one state of a file from the next.
  record State(
      Optional<Object> file, long size, FileTime written, Set<PosixFilePermission> permissions) {
    private static final State MISSING =
        new State(Optional.empty(), 0, FileTime.fromMillis(0), Set.of());

    /// The same for all files that are not there, or not to be seen.
    static State of(Path path) {
      try {
        var now = Files.readAttributes(path, PosixFileAttributes.class);
        var file = Optional.ofNullable(now.fileKey());
        return new State(file, now.size(), now.lastModifiedTime(), now.permissions());
      } catch (IOException e) {
        return MISSING;
      }
    }
  }

  /// @param files which are read, or looked for
  /// @param reader reads them
  V get(List<Path> files, Supplier<V> reader) {
    var states = files.stream().map(State::of).toList(); // before reading: a change is seen later
    return entries.compute(
            files,
            (_, last) ->
                last != null && last.states.equals(states)
                    ? last
                    : new Entry<>(states, reader.get()))
        .value;
  }
}
