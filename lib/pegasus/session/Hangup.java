package pegasus.session;

import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.transport.DisconnectListener;

/// Whether a connection is gone. The library tells this first of all: before the channels hear of
/// it, and long before it calls the connection closed.
final class Hangup implements DisconnectListener {
  private volatile boolean heard;

  boolean heard() {
    return heard;
  }

  @Override
  public void notifyDisconnect(DisconnectReason reason, String message) {
    heard = true;
  }
}
