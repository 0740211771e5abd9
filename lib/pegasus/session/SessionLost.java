package pegasus.session;

import pegasus.PegasusException;

/// The connection of a session is gone, or does not take commands any more.
public final class SessionLost extends PegasusException {
  private static final long serialVersionUID = 1L;

  public SessionLost(String message) {
    super(message);
  }

  public SessionLost(String message, Throwable cause) {
    super(message, cause);
  }
}
