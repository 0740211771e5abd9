package pegasus.session;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import net.schmizz.sshj.SSHClient;

/// A connection on which somebody is logged in.
///
/// @param hangup whether it is gone
/// @param via what it leads through, to be closed after it; the outermost last
record SshLink(SSHClient client, Hangup hangup, List<Closeable> via) implements AutoCloseable {
  /// The same, where the connection leads through a link to a jump host.
  SshLink by(SshLink jump) {
    var beneath = Stream.concat(Stream.of(jump.client), jump.via.stream());
    return new SshLink(client, hangup, Stream.concat(via.stream(), beneath).toList());
  }

  @Override
  public void close() {
    close(client);
    via.forEach(SshLink::close);
  }

  private static void close(Closeable it) {
    try {
      it.close();
    } catch (IOException | RuntimeException alreadyGone) {
      // A connection that cannot be closed properly is closed all the same.
    }
  }
}
