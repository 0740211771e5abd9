package pegasus.cli;

import org.jline.utils.Signals;

/// Does something each time this process gets a signal, until it is closed. A signal that the
/// process was told to ignore from outside (as `nohup` does) stays ignored.
final class OnSignal implements AutoCloseable {
  private final String name;
  private final Object former;

  /// @param name without `SIG`: `INT`
  /// @param action runs on a daemon thread of its own each time
  OnSignal(String name, Runnable action) {
    this.name = name;
    former = Signals.register(name, action);
  }

  @Override
  public void close() {
    Signals.unregister(name, former);
  }
}
