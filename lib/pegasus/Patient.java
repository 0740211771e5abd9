package pegasus;

import java.util.concurrent.Callable;

/// Waiting on behalf of a caller. Whatever ends the wait before its time ends what is waited for:
/// an interrupt, or what a debugger or a JShell throws into the thread.
final class Patient {
  private Patient() {}

  /// @param wait may throw what the caller is to see
  /// @param cancel ends what is waited for; returns at once
  /// @throws PegasusException when this thread is interrupted; it stays so
  static <T> T call(Callable<T> wait, Runnable cancel) {
    boolean done = false;
    try {
      T result = wait.call();
      done = true;
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PegasusException("interrupted: the running commands are being ended");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new PegasusException(e.getMessage(), e);
    } finally {
      if (!done) {
        cancel.run();
      }
    }
  }
}
