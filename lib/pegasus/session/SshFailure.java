package pegasus.session;

import java.io.IOException;

/// Why there is no way to a host, in words for its user. Trying again would not help.
final class SshFailure extends IOException {
  private static final long serialVersionUID = 1L;

  SshFailure(String reason) {
    super(reason);
  }

  SshFailure(String reason, Throwable cause) {
    super(reason, cause);
  }
}
