package pegasus.session;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.FileAttributes;
import net.schmizz.sshj.sftp.FileMode;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.Response.StatusCode;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;

/// The files of a host, over SFTP: a channel of its connection.
final class SftpTree implements FileTree {
  /// How many packets may be on their way: enough to fill a long line.
  private static final int UNCONFIRMED = 64;

  private static final int PERMISSIONS = 0777;

  /// The last second that SFTP can say: it has 32 bits, from 1970 on.
  private static final long LAST = 0xFFFFFFFFL;

  private final SFTPClient sftp;

  SftpTree(SSHClient client) throws IOException {
    try {
      sftp = client.newSFTPClient();
    } catch (IOException e) {
      throw new IOException("no SFTP there (Subsystem sftp in sshd_config): " + e.getMessage(), e);
    }
  }

  // There is no other way to say it: relative paths start at the home.
  private static String path(String path) {
    if (path.equals("~")) {
      return ".";
    }
    return path.startsWith("~/") ? path.substring(2) : path;
  }

  @Override
  public Optional<Entry> find(String path) throws IOException {
    try {
      FileAttributes found = sftp.stat(path(path));
      boolean folder = found.getType() == FileMode.Type.DIRECTORY;
      if (!folder && found.getType() != FileMode.Type.REGULAR) {
        throw new IOException(path + " is neither a file nor a folder");
      }
      int mode = found.getMode().getPermissionsMask() & PERMISSIONS;
      return Optional.of(new Entry(folder, mode, found.getMtime()));
    } catch (SFTPException e) {
      if (e.getStatusCode() == StatusCode.NO_SUCH_FILE) {
        return Optional.empty();
      }
      throw named(path, e);
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    try {
      var names = new ArrayList<String>();
      for (RemoteResourceInfo info : sftp.ls(path(folder))) {
        if (isCopied(info)) {
          names.add(info.getName());
        }
      }
      return names.stream().sorted().toList();
    } catch (SFTPException e) {
      throw named(folder, e);
    }
  }

  private boolean isCopied(RemoteResourceInfo info) throws IOException {
    return switch (info.getAttributes().getType()) {
      case DIRECTORY, REGULAR -> true;
      case SYMLINK -> isFile(info.getPath());
      default -> false;
    };
  }

  // A link may lead nowhere.
  private boolean isFile(String link) throws IOException {
    FileAttributes target = sftp.statExistence(link);
    return target != null && target.getType() == FileMode.Type.REGULAR;
  }

  @Override
  public void makeFolder(String path) throws IOException {
    if (find(path).map(Entry::folder).orElse(false)) {
      return;
    }
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      makeFolder(path.substring(0, slash));
    }
    try {
      sftp.mkdir(path(path));
      sftp.chmod(path(path), FOLDER);
    } catch (SFTPException e) {
      // Somebody else may have made it meanwhile.
      Entry there = find(path).orElseThrow(() -> named(path, e));
      if (!there.folder()) {
        throw new IOException(path + " is a file, where a folder should go");
      }
    }
  }

  @Override
  public InputStream read(String file) throws IOException {
    RemoteFile open = open(file, EnumSet.of(OpenMode.READ), FileAttributes.EMPTY);
    return new FilterInputStream(open.new ReadAheadRemoteFileInputStream(UNCONFIRMED)) {
      @Override
      public void close() throws IOException {
        super.close();
        open.close();
      }
    };
  }

  @Override
  public OutputStream create(String file) throws IOException {
    var attributes = new FileAttributes.Builder().withPermissions(FILE).build();
    var modes = EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL);
    RemoteFile open = open(file, modes, attributes);
    return new FilterOutputStream(open.new RemoteFileOutputStream(0, UNCONFIRMED)) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        open.close();
      }
    };
  }

  private RemoteFile open(String file, EnumSet<OpenMode> modes, FileAttributes attributes)
      throws IOException {
    try {
      return sftp.open(path(file), modes, attributes);
    } catch (SFTPException e) {
      throw named(file, e);
    }
  }

  @Override
  public void dress(String path, Entry like) throws IOException {
    long time = Math.clamp(like.modified(), 0, LAST);
    sftp.setattr(
        path(path),
        new FileAttributes.Builder()
            .withPermissions(like.mode())
            .withAtimeMtime(time, time)
            .build());
  }

  @Override
  public void replace(String file, String target) throws IOException {
    try {
      sftp.rename(path(file), path(target), EnumSet.of(RenameFlags.OVERWRITE));
    } catch (SFTPException e) {
      throw named(target, e);
    }
  }

  @Override
  public void delete(String file) throws IOException {
    sftp.rm(path(file));
  }

  @Override
  public void close() throws IOException {
    sftp.close();
  }

  // The server says what, but not of which file.
  private static IOException named(String path, SFTPException e) {
    return new IOException(path + ": " + e.getMessage(), e);
  }
}
