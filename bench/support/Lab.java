package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Where benches are measured: a folder of their own, a server of their own for nodes, and the
/// programs.
public final class Lab implements AutoCloseable {
  private final Settings settings;
  private final Path folder;
  private final Sshd sshd;
  private final List<Sshd> more = new ArrayList<>();
  private final SshConfig nodes;
  private final PegasusProgram pegasus;
  private final Marks marks;

  private Lab(Settings settings, Path folder) throws IOException, InterruptedException {
    this.settings = settings;
    this.folder = folder;
    this.marks = new Marks(Files.createDirectory(folder.resolve("marks")));
    makeKey("host_key");
    makeKey("user_key");
    this.sshd = Sshd.start(folder, "MaxStartups 2000", "MaxSessions 1000");
    this.nodes = SshConfig.write(folder, sshd.port());
    this.pegasus =
        settings.pegasus.isEmpty()
            ? PegasusProgram.ofJBang(root(), Files.createDirectory(folder.resolve("jbang")))
            : new PegasusProgram(settings.pegasus);
  }

  static Lab open(Settings settings) throws IOException, InterruptedException {
    // A short path: those of sockets must be short.
    return new Lab(settings, Files.createTempDirectory("bench-"));
  }

  private void makeKey(String name) throws IOException, InterruptedException {
    String file = folder.resolve(name).toString();
    new Shell(folder).run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file));
  }

  /// The checkout: `./jbang` says where it is when it is started elsewhere.
  public static Path root() {
    String told = System.getenv("PEGASUS_ROOT");
    Path here = Path.of(told == null ? "" : told).toAbsolutePath();
    while (!Files.exists(here.resolve("pegasus.java"))) {
      here = here.getParent();
      if (here == null) {
        throw new IllegalStateException("run benches in the checkout");
      }
    }
    return here;
  }

  public Settings settings() {
    return settings;
  }

  public Path folder() {
    return folder;
  }

  public Shell shell() {
    return new Shell(folder);
  }

  public Marks marks() {
    return marks;
  }

  /// A server that lets in as many as come.
  public SshConfig nodes() {
    return nodes;
  }

  public int port() {
    return sshd.port();
  }

  /// The same server, but reached through a given port.
  public SshConfig nodesThrough(int port) throws IOException {
    return SshConfig.write(folder, port);
  }

  /// Another server, with the limits that OpenSSH comes with.
  public SshConfig anotherServer() throws IOException, InterruptedException {
    Sshd another = Sshd.start(folder);
    more.add(another);
    return SshConfig.write(folder, another.port());
  }

  public PegasusProgram pegasus() {
    return pegasus;
  }

  /// The original program's command line.
  ///
  /// @throws Contest.Missing when it is not to be measured
  public List<String> original() throws Contest.Missing {
    if (settings.original.isEmpty()) {
      throw new Contest.Missing("not given");
    }
    return List.copyOf(settings.original);
  }

  /// As many times the URL of the server, for who reads no ssh_config.
  public List<String> urls(int nodes) {
    String user = System.getProperty("user.name");
    return Collections.nCopies(nodes, "ssh://%s@127.0.0.1:%d".formatted(user, port()));
  }

  /// A line for `sh` that runs another with the user's key in an agent.
  public String withAgent(String line) {
    String add = "ssh-add -q " + folder.resolve("user_key") + " && ";
    return Shell.line("ssh-agent", "sh", "-c", add + line);
  }

  /// The names of the first so many nodes.
  public static List<String> names(int nodes) {
    return IntStream.rangeClosed(1, nodes).mapToObj(nr -> "node-" + nr).toList();
  }

  @Override
  public void close() {
    sshd.close();
    more.forEach(Sshd::close);
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    // Not by us: the sockets of connections that end now go away by themselves meanwhile.
    try {
      new ProcessBuilder("rm", "-rf", folder.toString()).start().onExit().join();
    } catch (IOException e) {
      Progress.say("left behind: " + folder);
    }
  }
}
