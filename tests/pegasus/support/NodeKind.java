package pegasus.support;

import java.nio.file.Path;
import java.util.List;

/// What serves a node.
public enum NodeKind {
  /// The system's own `sshd`.
  OPENSSH {
    @Override
    public boolean available() {
      return OpenSshServer.program().isPresent();
    }

    @Override
    Path newKey(Path file) {
      return NodeKeys.byKeygen(file);
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
    Path newKey(Path file) {
      return NodeKeys.byJava(file);
    }

    @Override
    NodeServer server(Path folder, List<String> sshdLines) {
      return new MinaServer(folder);
    }
  };

  /// The kind that `PEGASUS_NODES` or the system property `pegasus.nodes` names (`openssh` or `mina`), else
  /// OpenSSH where it is installed.
  public static NodeKind preferred() {
    var wish = System.getProperty("pegasus.nodes", System.getenv("PEGASUS_NODES"));
    if (wish != null) {
      return valueOf(wish.toUpperCase(java.util.Locale.ROOT));
    }
    return OPENSSH.available() ? OPENSSH : MINA;
  }

  /// Whether this machine can serve such nodes.
  public abstract boolean available();

  /// Makes a key pair: `file`, and `file` with `.pub` added.
  abstract Path newKey(Path file);

  abstract NodeServer server(Path folder, List<String> sshdLines);

  /// Starts a node that keeps its files in `folder`; its name is the folder's.
  NodeServer start(Path folder, List<String> sshdLines) {
    newKey(folder.resolve("host_key"));
    var server = server(folder, sshdLines);
    server.start();
    return server;
  }
}
