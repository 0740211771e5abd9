package pegasus.session;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.stream.Stream;

/// A server closed the connection before anybody could log in, as OpenSSH does when many come at
/// once (MaxStartups): it is worth another try.
final class SshDropped extends IOException {
  private static final long serialVersionUID = 1L;

  private SshDropped(IOException cause) {
    super(cause.getMessage(), cause);
  }

  /// Sorts what ended a key exchange: a drop, or something that would only happen again.
  static IOException sort(IOException e, String place) {
    boolean dropped =
        Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
            .anyMatch(SshDropped::tellsOfDrop);
    return dropped
        ? new SshDropped(e)
        : new SshFailure(
            "the SSH handshake with %s failed: %s".formatted(place, e.getMessage()), e);
  }

  /// sshj tells an orderly end of the stream by its words only.
  private static boolean tellsOfDrop(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof SocketException
        || e instanceof EOFException
        || message.contains("closed connection during identification exchange")
        || message.contains("encountered EOF");
  }
}
