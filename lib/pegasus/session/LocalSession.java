package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pegasus.Event.Source;
import pegasus.Outcome;

/// Commands as processes of this machine: in this process's folder and with its environment, but
/// out of reach of its terminal.
///
/// A command that a signal ended comes out as [Outcome.Exited] with 128 + n, as a shell says it,
/// unless the signal was sent through [Running#signal]: Java does not tell the two apart.
final class LocalSession implements Session {
  private static final long GRACE = TimeUnit.SECONDS.toNanos(1);

  private final LocalShell shell;
  private final boolean killOnDisconnect;
  private volatile boolean closed;

  /// @param killOnDisconnect whether commands end when this process does
  LocalSession(LocalShell shell, boolean killOnDisconnect) {
    this.shell = shell;
    this.killOnDisconnect = killOnDisconnect;
  }

  @Override
  public Running start(String command, Output output) {
    if (closed) {
      throw new SessionLost("this session was closed");
    }
    try {
      var program = killOnDisconnect ? shell.runWatched(command) : shell.run(command);
      return watch(new ProcessBuilder(program).start(), output);
    } catch (IOException e) {
      return new NotStarted(e.getMessage());
    }
  }

  @Override
  public FileTree files() {
    return new LocalTree();
  }

  @Override
  public boolean open() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  private Running watch(Process process, Output output) {
    var out = new Pump(process.getInputStream(), Source.STDOUT, output);
    var err = new Pump(process.getErrorStream(), Source.STDERR, output);
    var running = new RunningCommand(new LocalControl(process), List.of(out, err), GRACE);
    // Not by Process.onExit(): the pool of threads that it needs may be busy waiting for us.
    var _ =
        Uninterrupted.start(process::waitFor)
            .thenAccept(
                status -> {
                  closeInput(process);
                  running.ended(new Outcome.Exited(status));
                });
    var outLocked = new CompletableFuture<Void>();
    var errLocked = new CompletableFuture<Void>();
    pump(() -> drain(out, process.getInputStream(), outLocked), running);
    pump(() -> drain(err, process.getErrorStream(), errLocked), running);
    CompletableFuture.allOf(outLocked, errLocked).join();
    release(process);
    return running;
  }

  /// On a platform thread, because reading a pipe blocks the thread that carries a virtual one. It
  /// ends with the last process that holds the pipe, which may outlive the command.
  private static void pump(Runnable drain, RunningCommand running) {
    Thread.ofPlatform()
        .daemon()
        .name("pegasus-local-output")
        .start(
            () -> {
              drain.run();
              running.drained();
            });
  }

  /// Holds the stream's lock all the while, from before the command starts. When a process ends,
  /// Java reads under that lock what its pipes hold, without end and into memory if a background
  /// child never stops writing: it has to wait.
  private static void drain(Pump pump, InputStream stream, CompletableFuture<Void> locked) {
    synchronized (stream) {
      locked.complete(null);
      try (stream) {
        pump.run();
      } catch (IOException e) {
        return; // a pipe that does not close well has nothing more to say
      }
    }
  }

  /// Lets the command start: the shell waits for a line. As long as its input stays open, whoever
  /// watches knows that we live.
  private void release(Process process) {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      return; // it is gone already, and its exit status tells
    }
    if (!killOnDisconnect) {
      closeInput(process);
    }
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      return; // whoever read it is gone
    }
  }
}
