package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// A connected socket made of two streams: sshj takes nothing else.
final class StreamSocket extends Socket {
  private final InputStream in;
  private final OutputStream out;
  private final Runnable end;

  StreamSocket(InputStream in, OutputStream out) {
    this(in, out, () -> {});
  }

  /// @param end ends what lies beneath the streams, before they are closed
  StreamSocket(InputStream in, OutputStream out, Runnable end) {
    this.in = in;
    this.out = out;
    this.end = end;
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void setSoTimeout(int milliseconds) {
    // Whoever waits has a Deadline.
  }

  @Override
  public void close() throws IOException {
    try (in;
        out) {
      end.run();
    }
  }
}
