package pegasus.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/// One command on a [MinaServer].
final class MinaCommand implements Command {
  /// Starts the process of a command line.
  interface Launcher {
    Process launch(String line) throws IOException;
  }

  private final MinaChannel channel;
  private final Launcher launcher;
  private final String line;
  private OutputStream out;
  private OutputStream err;
  private ExitCallback exit;

  MinaCommand(MinaChannel channel, Launcher launcher, String line) {
    this.channel = channel;
    this.launcher = launcher;
    this.line = line;
  }

  @Override
  public void start(ChannelSession session, Environment environment) throws IOException {
    Process process;
    try {
      process = launcher.launch(line);
    } catch (IOException e) {
      err.write((e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
      err.flush();
      exit.onExit(1); // as sshd does when the shell cannot be started
      return;
    }
    var pumps =
        new Thread[] {pump(process.getInputStream(), out), pump(process.getErrorStream(), err)};
    Thread.ofPlatform().daemon().start(() -> finish(process, pumps));
  }

  private void finish(Process process, Thread[] pumps) {
    try {
      int status = process.waitFor();
      channel.exited(status);
      for (var pump : pumps) {
        pump.join();
      }
      exit.onExit(status);
    } catch (IOException e) {
      return; // the connection is gone, and with it whoever wanted to know
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofPlatform().daemon().start(() -> copy(from, to));
  }

  private static void copy(InputStream from, OutputStream to) {
    var buffer = new byte[32 * 1024];
    try (from) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        to.flush();
      }
    } catch (IOException e) {
      return; // one of the two ends is gone
    }
  }

  @Override
  public void destroy(ChannelSession session) {
    // As with OpenSSH, the end of a channel ends no command.
  }

  @Override
  public void setInputStream(InputStream in) {
    // Commands read /dev/null.
  }

  @Override
  public void setOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void setErrorStream(OutputStream err) {
    this.err = err;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    this.exit = callback;
  }
}
