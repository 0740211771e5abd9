package pegasus.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import pegasus.PegasusException;

/// A file that cannot be read or written: no space, no permission.
public final class StoreException extends PegasusException {
  private static final long serialVersionUID = 1L;

  /// @param deed what could not be done: "change"
  StoreException(String deed, Path file, IOException cause) {
    super("cannot %s %s: %s".formatted(deed, file, reason(cause)), cause);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileAlreadyExistsException there -> there.getFile() + " is there already";
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case ClosedByInterruptException _, FileLockInterruptionException _ -> "interrupted";
      case FileSystemException other when other.getReason() != null ->
          other.getReason() + " (" + other.getFile() + ")";
      default -> String.valueOf(e.getMessage());
    };
  }
}
