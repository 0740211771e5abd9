package pegasus.store;

/// Somebody has written the queue's file, without the lock, since it was read: nothing was changed,
/// and what was to be done is to be done with what is in the file now.
public final class Edited extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Edited() {
    super("the queue was edited meanwhile");
  }
}
