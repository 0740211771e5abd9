package pegasus.support;

/// The SSH server of one node.
interface NodeServer {
  /// The port on 127.0.0.1, chosen at the first start and kept.
  int port();

  /// Starts it, if it does not run; returns when it takes connections.
  void start();

  /// Kills it, its connections and their commands, if it runs.
  void cut();

  /// What it has logged since it was started last.
  String log();
}
