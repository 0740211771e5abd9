package pegasus.session;

import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The connections to one destination. Few hosts have one each, which is quickest from command to
/// command: on the server each connection is a process. Where there are many, as with a host for
/// each GPU, several share one: to connect costs as much as ten commands, and only so many may do
/// so at once.
final class SshPool {
  /// So many connections before hosts begin to share them.
  static final int FEW = 8;

  /// So many hosts on one connection. Each takes two channels, and a third for a moment when its
  /// command is ended; OpenSSH allows 10 (MaxSessions).
  static final int TOGETHER = 4;

  // guarded by this
  private final List<SharedConnection> connections = new ArrayList<>();
  private boolean sharing = true;

  /// A place for one more host, on an open connection or a new one.
  Seat seat(SharedConnection.Dialer dialer) throws IOException, InterruptedException {
    return seat(reserve(), dialer);
  }

  /// A place on a new connection, which nobody else gets to share: the server has refused a
  /// channel.
  Seat seatAlone(SharedConnection.Dialer dialer) throws IOException, InterruptedException {
    return seat(reserveAlone(), dialer);
  }

  private Seat seat(SharedConnection place, SharedConnection.Dialer dialer)
      throws IOException, InterruptedException {
    try {
      return new Seat(this, place, place.connected(dialer), dialer);
    } catch (IOException | InterruptedException | RuntimeException e) {
      leave(place);
      throw e;
    }
  }

  private synchronized SharedConnection reserve() {
    connections.removeIf(SharedConnection::broken);
    var free =
        connections.stream()
            .filter(place -> sharing && place.hosts() < TOGETHER)
            .min(comparingInt(SharedConnection::hosts));
    return connections.size() < FEW || free.isEmpty() ? added() : taken(free.get());
  }

  private synchronized SharedConnection reserveAlone() {
    sharing = false;
    return added();
  }

  private SharedConnection added() {
    var place = new SharedConnection();
    connections.add(place);
    return taken(place);
  }

  private static SharedConnection taken(SharedConnection place) {
    place.enter();
    return place;
  }

  synchronized boolean shared(SharedConnection place) {
    return place.hosts() > 1;
  }

  /// The last one to leave closes the connection.
  void leave(SharedConnection place) {
    if (empty(place)) {
      place.close();
    }
  }

  private synchronized boolean empty(SharedConnection place) {
    place.leave();
    boolean empty = place.hosts() == 0;
    if (empty) {
      connections.remove(place);
    }
    return empty;
  }
}
