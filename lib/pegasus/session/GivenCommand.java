package pegasus.session;

import java.io.IOException;
import pegasus.Outcome;

/// A command that was given to a shell that waited for it. It is started anew if that shell has
/// ended without having read it, as when somebody on the host kills shells. For the one thread that
/// waits for it; whatever else is asked, by any thread.
final class GivenCommand implements Running {
  /// Starts the command in a shell of its own.
  @FunctionalInterface
  interface Start {
    Running anew() throws IOException;
  }

  private final Start start;
  // guarded by this
  private Running now;
  private boolean unwanted;

  /// @param given as the waiting shell has it
  GivenCommand(Running given, Start start) {
    this.now = given;
    this.start = start;
  }

  @Override
  public Outcome await() throws InterruptedException {
    Outcome how = now().await();
    return how.equals(Standby.NOT_RUN) && again() ? now().await() : how;
  }

  private synchronized Running now() {
    return now;
  }

  private synchronized boolean again() {
    if (unwanted) {
      return false;
    }
    try {
      now = start.anew();
      return true;
    } catch (IOException e) {
      return false; // the connection is gone, and the command was not sent
    }
  }

  private synchronized Running unwanted() {
    unwanted = true;
    return now;
  }

  @Override
  public boolean signal(Signal signal) {
    return unwanted().signal(signal);
  }

  @Override
  public boolean gone() {
    return now().gone();
  }

  @Override
  public void abandon() {
    unwanted().abandon();
  }
}
