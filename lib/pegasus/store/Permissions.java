package pegasus.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Who may read what Pegasus writes. Commands may hold secrets.
final class Permissions {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Set<PosixFilePermission> GROUP =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private static final String MODE = "mode";

  private Permissions() {}

  /// Makes `path`, for its owner only.
  static void createPrivate(Path path) throws IOException {
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /// Makes `path` for those who may use `model`, without the rest of the world.
  static void createBeside(Path path, Path model) throws IOException {
    createPrivate(path);
    try {
      give(path, attributes(model), OTHERS, OWNER);
    } catch (NoSuchFileException e) {
      // Nobody to take after: it stays its owner's.
    }
  }

  /// Gives `path` the permissions, the group and the owner of `model`, as far as this user may.
  static void copy(Path model, Path path) throws IOException {
    Map<String, Object> wanted = numbers(model);
    Map<String, Object> given = numbers(path);
    Object mode = wanted.remove(MODE);
    boolean sameMode = mode.equals(given.remove(MODE));
    if (!wanted.equals(given)) {
      // The names of owners and groups take a while to look up.
      give(path, attributes(model), Set.of(), Set.of());
    } else if (!sameMode) {
      Files.setAttribute(path, "unix:" + MODE, mode);
    }
  }

  private static void give(
      Path path,
      PosixFileAttributes wanted,
      Set<PosixFilePermission> without,
      Set<PosixFilePermission> with)
      throws IOException {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(wanted.permissions());
    permissions.removeAll(without);
    permissions.addAll(with);
    PosixFileAttributes given = attributes(path);
    var view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (!given.group().equals(wanted.group()) && !done(() -> view.setGroup(wanted.group()))) {
      // What that group may do is not for this one.
      permissions.removeAll(GROUP);
    }
    if (!given.owner().equals(wanted.owner()) && !done(() -> view.setOwner(wanted.owner()))) {
      // Only root may give files away: the file is its writer's from now on.
      permissions.addAll(OWNER);
    }
    view.setPermissions(permissions);
  }

  private interface Deed {
    void run() throws IOException;
  }

  private static boolean done(Deed deed) {
    try {
      deed.run();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, Object> numbers(Path path) throws IOException {
    return new HashMap<>(Files.readAttributes(path, "unix:uid,gid," + MODE));
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class);
  }
}
