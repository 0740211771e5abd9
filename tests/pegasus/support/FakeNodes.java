package pegasus.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import pegasus.Host;
import pegasus.Outcome;
import pegasus.PegasusException.Unreachable;
import pegasus.session.Connector;
import pegasus.session.FileTree;
import pegasus.session.Output;
import pegasus.session.Running;
import pegasus.session.Session;
import pegasus.session.SessionLost;

/// Hosts in memory, on which nothing happens but what the test says: which ones are there, which
/// ones break away, when a command ends.
public final class FakeNodes implements Connector {
  static final int PATIENCE_SECONDS = 30;

  private final boolean atOnce;
  private final Set<String> unreachable = ConcurrentHashMap.newKeySet();
  private final Set<String> breaking = ConcurrentHashMap.newKeySet();
  private final CountDownLatch never = new CountDownLatch(1);
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<FakeCommand> started = new LinkedBlockingQueue<>();
  private final Queue<FakeSession> sessions = new ConcurrentLinkedQueue<>();
  private final Queue<FakeCommand> commands = new ConcurrentLinkedQueue<>();
  // Guarded by this.
  private final List<String> log = new ArrayList<>();
  private int open;

  private FakeNodes(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /// Each command goes on until the test ends it.
  public static FakeNodes byHand() {
    return new FakeNodes(false);
  }

  /// `exit 3` ends at once with 3, and everything else with 0.
  public static FakeNodes atOnce() {
    return new FakeNodes(true);
  }

  /// There is no way to this host from now on.
  public FakeNodes unreachable(String hostname) {
    unreachable.add(hostname);
    return this;
  }

  /// There is a way to this host again.
  public FakeNodes reachable(String hostname) {
    unreachable.remove(hostname);
    return this;
  }

  /// Cuts the connections to this host: what runs there is lost.
  public FakeNodes cut(String hostname) {
    sessions.stream().filter(session -> session.isTo(hostname)).forEach(FakeSession::close);
    var lost = new Outcome.Lost("the connection to " + hostname + " broke");
    commands.stream().filter(c -> c.host().hostname().equals(hostname)).forEach(c -> c.end(lost));
    return this;
  }

  /// Connecting to this host takes for ever.
  public FakeNodes hanging(String hostname) {
    hanging.add(hostname);
    return this;
  }

  /// The session of this host breaks when the next command is to start on it.
  public FakeNodes breaking(String hostname) {
    breaking.add(hostname);
    return this;
  }

  /// The next command that starts anywhere.
  public FakeCommand awaitStart() throws InterruptedException {
    var command = started.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (command == null) {
      throw new AssertionError("no command starts; so far: " + log());
    }
    return command;
  }

  /// What happened, in order: `connect node-1`, `node-1: echo hi`.
  public synchronized List<String> log() {
    return List.copyOf(log);
  }

  /// The commands that were started, in order, each as `node-1: echo hi`.
  public List<String> commands() {
    return log().stream().filter(line -> !line.startsWith("connect ")).toList();
  }

  /// How many sessions were opened and not closed.
  public synchronized int openSessions() {
    return open;
  }

  @Override
  public Session connect(Host host) throws InterruptedException {
    if (hanging.contains(host.hostname())) {
      never.await();
    }
    if (unreachable.contains(host.hostname())) {
      throw new Unreachable("no way to " + host.hostname());
    }
    synchronized (this) {
      log.add("connect " + host.label());
      open++;
    }
    var session = new FakeSession(host);
    sessions.add(session);
    return session;
  }

  private synchronized Running start(FakeCommand command, String text) {
    log.add(command.toString());
    if (atOnce) {
      command.exit(text.startsWith("exit ") ? Integer.parseInt(text.substring(5)) : 0);
    }
    commands.add(command);
    started.add(command);
    return command;
  }

  private synchronized void closed() {
    open--;
  }

  private final class FakeSession implements Session {
    private final Host host;
    private final AtomicBoolean open = new AtomicBoolean(true);

    FakeSession(Host host) {
      this.host = host;
    }

    boolean isTo(String hostname) {
      return host.hostname().equals(hostname);
    }

    @Override
    public Running start(String command, Output output) {
      if (breaking.remove(host.hostname())) {
        throw new SessionLost("the connection to " + host.hostname() + " broke", null);
      }
      return FakeNodes.this.start(new FakeCommand(host, command, output), command);
    }

    @Override
    public FileTree files() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean open() {
      return open.get();
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        closed();
      }
    }
  }
}
