package pegasus.session;

import java.io.IOException;
import pegasus.session.Running.Signal;

/// Signals to a local command, the leader of its process group.
record LocalControl(Process leader) implements RunningCommand.Control {
  @Override
  public boolean signal(Signal signal) {
    if (toGroup(signal)) {
      return true;
    }
    boolean young = leader.isAlive(); // so young that it had no group yet, and no children
    if (young) {
      toLeader(signal);
      toGroup(signal); // which it may have got meanwhile
    }
    return young;
  }

  private boolean toGroup(Signal signal) {
    return succeeds(Wrapper.killInSh(signal, leader.pid()));
  }

  @Override
  public boolean gone() {
    return succeeds(Wrapper.lookInSh(leader.pid()));
  }

  private static boolean succeeds(String script) {
    try {
      var shell =
          new ProcessBuilder("sh", "-c", script)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Uninterrupted.call(shell::waitFor) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void toLeader(Signal signal) {
    switch (signal) {
      case TERM -> leader.destroy();
      case KILL -> leader.destroyForcibly();
    }
  }

  @Override
  public void settle() {
    // Its pipes hold all of it the moment it ends.
  }

  @Override
  public void release() {
    // The pumps close their ends of the pipes as soon as they can.
  }
}
