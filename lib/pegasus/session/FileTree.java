package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// The files of one machine: what it takes to copy them. Paths have `/` between their parts;
/// relative ones start where the commands of its session do, and so does `~/` in the home. Used by
/// one thread.
public interface FileTree extends AutoCloseable {
  /// The permissions of a folder that is made: its owner's only.
  int FOLDER = 0700;

  /// Those of a file.
  int FILE = 0600;

  /// What there is about a file or a folder.
  ///
  /// @param mode permissions, such as 0644
  /// @param modified in seconds since 1970
  record Entry(boolean folder, int mode, long modified) {}

  /// What is at a path, behind symbolic links.
  ///
  /// @return empty when there is nothing
  /// @throws IOException also for what is neither file nor folder
  Optional<Entry> find(String path) throws IOException;

  /// The names of the files and folders in a folder; symbolic links to folders, and what is neither
  /// file nor folder, are left out.
  List<String> list(String folder) throws IOException;

  /// Makes a folder, and those above it, for its owner only; nothing if it is there.
  void makeFolder(String path) throws IOException;

  InputStream read(String file) throws IOException;

  /// Makes a file, for its owner only.
  OutputStream create(String file) throws IOException;

  /// Gives a file or a folder the permissions and the time of another.
  void dress(String path, Entry like) throws IOException;

  /// Puts a file in the place of another, if there is one, in one step.
  void replace(String file, String target) throws IOException;

  void delete(String file) throws IOException;

  @Override
  void close() throws IOException;
}
