package pegasus;

/// Lets threads wait until something is different from what they saw.
final class Changes {
  // Guarded by this.
  private long count;

  /// The state of things, to be taken before looking at them.
  synchronized long seen() {
    return count;
  }

  synchronized void happened() {
    count++;
    notifyAll();
  }

  /// Returns when something happened since `seen`; at once if it did already.
  synchronized void awaitAfter(long seen) throws InterruptedException {
    while (count == seen) {
      wait();
    }
  }
}
