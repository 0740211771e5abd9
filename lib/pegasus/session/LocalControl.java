package pegasus.session;

import java.io.IOException;
import pegasus.session.Running.Signal;

/// Signals to a local command, the leader of its process group.
record LocalControl(Process leader) implements RunningCommand.Control {
  @Override
  public void signal(Signal signal) {
    if (!toGroup(signal) && leader.isAlive()) {
      toLeader(signal); // so young that it has no group yet, and no children
    }
  }

  private boolean toGroup(Signal signal) {
    try {
      var kill =
          new ProcessBuilder("sh", "-c", Wrapper.killInSh(signal, leader.pid()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Uninterrupted.call(kill::waitFor) == 0;
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
  public void release() {
    // The pumps close their ends of the pipes as soon as they can.
  }
}
