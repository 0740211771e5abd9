package pegasus.session;

import pegasus.Host;

/// Opens sessions: the one seam between Pegasus and the machines its commands run on.
@FunctionalInterface
public interface Connector {
  /// Opens the way to a host; blocks until it is open. May be called by many threads at once, for
  /// the same host too.
  ///
  /// @throws pegasus.PegasusException.Unreachable saying why, and what to do
  Session connect(Host host) throws InterruptedException;
}
