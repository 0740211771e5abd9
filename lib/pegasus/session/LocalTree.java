package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The files of this machine.
public final class LocalTree implements FileTree {
  private static Path path(String path) throws IOException {
    boolean home = path.equals("~") || path.startsWith("~/");
    try {
      return home ? Path.of(System.getProperty("user.home"), path.substring(1)) : Path.of(path);
    } catch (InvalidPathException e) {
      // In the locale of cron, say, where Java knows ASCII only.
      throw new IOException(path + ": no name of a file in this locale (LC_ALL=C.UTF-8)", e);
    }
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    try {
      var found = Files.readAttributes(path(path), PosixFileAttributes.class);
      if (found.isOther()) {
        throw new IOException(path + " is neither a file nor a folder");
      }
      long modified = found.lastModifiedTime().to(TimeUnit.SECONDS);
      return Optional.of(new Entry(found.isDirectory(), mode(found.permissions()), modified));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try (Stream<Path> all = Files.list(path(folder))) {
      return all.filter(
              path ->
                  Files.isRegularFile(path) || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Override
  public void makeFolder(String path) throws IOException {
    Path folder = path(path);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(permissions(FOLDER)));
    }
  }

  @Override
  public InputStream read(String file) throws IOException {
    return Files.newInputStream(path(file));
  }

  @Override
  public OutputStream create(String file) throws IOException {
    Files.createFile(path(file), PosixFilePermissions.asFileAttribute(permissions(FILE)));
    return Files.newOutputStream(path(file));
  }

  @Override
  public void dress(String path, Entry like) throws IOException {
    Files.setPosixFilePermissions(path(path), permissions(like.mode()));
    Files.setLastModifiedTime(path(path), FileTime.from(like.modified(), TimeUnit.SECONDS));
  }

  @Override
  public void replace(String file, String target) throws IOException {
    Files.move(
        path(file),
        path(target),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String file) throws IOException {
    Files.deleteIfExists(path(file));
  }

  @Override
  public void close() {}

  // The permissions stand in the order of their bits, from the highest.
  private static int mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
    }
    return mode;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }
}
