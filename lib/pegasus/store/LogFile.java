package pegasus.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;
import pegasus.PegasusException.Malformed;

/// One stream of one command's output in a file of its own, byte for byte, as it comes. It is there
/// from the first byte on, or from the end of a command that writes none.
///
/// What cannot be written is told once, and missing then: the command goes on. Used by one thread
/// at a time.
public final class LogFile {
  private final Path path;
  private final Consumer<String> trouble;
  private Optional<FileOutputStream> out = Optional.empty();
  private boolean made;
  private boolean failed;

  /// @param trouble hears why something is missing in the file
  public LogFile(Path path, Consumer<String> trouble) {
    this.path = path.toAbsolutePath().normalize();
    this.trouble = trouble;
  }

  /// Makes a folder for log files, for its owner only, if it is not there.
  ///
  /// @throws Malformed when it cannot be made
  public static void makeFolder(Path folder) {
    try {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(owner));
    } catch (IOException e) {
      throw new Malformed(new StoreException("keep log files in", folder, e).getMessage());
    }
  }

  /// Takes `length` bytes from the start of `bytes`.
  public void accept(byte[] bytes, int length) {
    attempt(() -> stream().write(bytes, 0, length));
  }

  /// The command wrote all that it will.
  public void end() {
    attempt(() -> stream().close());
  }

  /// Where the file is, if there is one.
  public Optional<Path> path() {
    return made ? Optional.of(path) : Optional.empty();
  }

  private FileOutputStream stream() throws IOException {
    if (out.isEmpty()) {
      Permissions.createPrivate(path);
      made = true;
      out = Optional.of(new FileOutputStream(path.toFile()));
    }
    return out.get();
  }

  private interface Deed {
    void run() throws IOException;
  }

  private void attempt(Deed deed) {
    if (failed) {
      return;
    }
    try {
      deed.run();
    } catch (IOException e) {
      failed = true;
      close();
      trouble.accept(new StoreException("write to", path, e).getMessage() + "; it is not complete");
    }
  }

  private void close() {
    try {
      if (out.isPresent()) {
        out.get().close();
      }
    } catch (IOException e) {
      // That it is not complete is told anyway.
    }
  }
}
