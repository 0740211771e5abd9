package pegasus.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import pegasus.Host;
import pegasus.support.Collected;
import pegasus.support.NodeKind;
import pegasus.support.Nodes;

/// Where the session tests run their commands: everything that the contract of [Session] holds for.
enum Place {
  LOCAL(Optional.empty()),
  OPENSSH(Optional.of(NodeKind.OPENSSH)),
  /// On a connection that belongs to others, too.
  SHARED(Optional.of(NodeKind.OPENSSH)),
  /// In shells that were started before their commands.
  AHEAD(Optional.of(NodeKind.OPENSSH)),
  MINA(Optional.of(NodeKind.MINA));

  /// Commands follow each other at once, and shells wait as long as a test may take.
  static final Standbys.Timing AT_ONCE = new Standbys.Timing(() -> 0, Duration.ofMinutes(2));

  private final Optional<NodeKind> kind;

  Place(Optional<NodeKind> kind) {
    this.kind = kind;
  }

  /// The places that this machine offers.
  static List<Place> available() {
    return List.of(values()).stream()
        .filter(place -> place.kind.map(NodeKind::available).orElse(true))
        .toList();
  }

  /// A place made ready for tests.
  Site open(Path folder) {
    return open(folder, false);
  }

  Site open(Path folder, boolean killOnDisconnect) {
    var nodes = kind.map(k -> Nodes.start(k, folder, List.of(), "node-1"));
    var sessions =
        this == AHEAD
            ? new Sessions(nodes.map(Nodes::sshConfig), Shells.AHEAD, AT_ONCE, event -> {})
            : new Sessions(
                nodes.map(Nodes::sshConfig),
                killOnDisconnect ? Shells.WATCHED : Shells.PLAIN,
                event -> {});
    var host = new Host(nodes.isPresent() ? "node-1" : "localhost");
    var site = new Site(nodes, sessions, host, this == AHEAD, new ConcurrentLinkedQueue<>());
    if (this == SHARED) {
      site.crowd();
    }
    return site;
  }

  /// @param nodes the SSH server, if there is one
  /// @param ahead whether commands get shells that were started before
  /// @param opened closed with it
  record Site(
      Optional<Nodes> nodes, Connector ways, Host host, boolean ahead, Queue<Session> opened)
      implements AutoCloseable {
    Session connect() throws InterruptedException {
      var session = ways.connect(host);
      opened.add(session);
      if (ahead) {
        // The second command sees to the third one's shell.
        session.start("true", new Collected()).await();
        session.start("true", new Collected()).await();
      }
      return session;
    }

    /// So many that the next one shares a connection.
    private void crowd() {
      try {
        AtOnce.run(SshPool.FEW, _ -> connect());
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      opened.forEach(Session::close);
      nodes.ifPresent(Nodes::close);
    }
  }
}
