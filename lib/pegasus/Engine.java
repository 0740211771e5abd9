package pegasus;

/// A run that is ready to go.
interface Engine {
  /// Does it all; to be called once.
  Report run() throws InterruptedException;

  Control control();
}
