package pegasus.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What serves a node.
public enum NodeKind {
  /// The system's own `sshd`.
  OPENSSH {
    @Override
    public boolean available() {
      return OpenSshServer.program().isPresent();
    }

    @Override
    NodeServer server(Path folder, List<String> sshdLines) {
      return new OpenSshServer(folder, sshdLines);
    }
  },

  /// An Apache MINA SSHD server inside this JVM, for machines without `sshd`.
  MINA {
    @Override
    public boolean available() {
      return true;
    }

    @Override
    NodeServer server(Path folder, List<String> sshdLines) {
      return new MinaServer(folder);
    }
  };

  /// The kind that `PEGASUS_NODES` or the system property `pegasus.nodes` names (`openssh` or
  /// `mina`), else OpenSSH where it is installed.
  public static NodeKind preferred() {
    var wish = System.getProperty("pegasus.nodes", System.getenv("PEGASUS_NODES"));
    if (wish != null) {
      return valueOf(wish.toUpperCase(Locale.ROOT));
    }
    return OPENSSH.available() ? OPENSSH : MINA;
  }

  /// Whether this machine can serve such nodes.
  public abstract boolean available();

  abstract NodeServer server(Path folder, List<String> sshdLines);

  /// Starts a node that keeps its files in `folder`; its name is the folder's.
  NodeServer start(Path folder, List<String> sshdLines) {
    NodeKeys.make(folder.resolve("host_key"));
    var server = server(folder, sshdLines);
    server.start();
    return server;
  }
}
