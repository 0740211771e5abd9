package pegasus.session;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Executor;

/// A socket read and written in large pieces: sshj reads each packet in two, and writes it in one,
/// however short it is.
final class BufferedWire {
  private static final int INPUT = 8 * 1024;

  private BufferedWire() {}

  /// @param writers see [Outbox]
  static Socket over(Socket wire, Executor writers) throws IOException {
    var out = new Outbox(wire.getOutputStream(), writers);
    var in =
        new FilterInputStream(new BufferedInputStream(wire.getInputStream(), INPUT)) {
          /// Closing either stream of a socket closes the other.
          @Override
          public void close() throws IOException {
            out.settle();
            super.close();
          }
        };
    return new StreamSocket(in, out);
  }
}
