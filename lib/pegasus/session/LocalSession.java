package pegasus.session;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import pegasus.Event.Source;
import pegasus.Outcome;

/// Commands as processes of this machine: in this process's folder and with its environment, but
/// out of reach of its terminal.
///
/// A command that a signal ended comes out as [Outcome.Exited] with 128 + n, as a shell says it,
/// unless the signal was sent through [Running#signal]: Java does not tell the two apart.
final class LocalSession implements Session {
  private final LocalShell shell;
  private volatile boolean closed;

  LocalSession(LocalShell shell) {
    this.shell = shell;
  }

  @Override
  public Running start(String command, Output output) {
    if (closed) {
      throw new SessionLost("this session was closed", null);
    }
    try {
      return watch(new ProcessBuilder(shell.run(command)).start(), output);
    } catch (IOException e) {
      return new NotStarted(e.getMessage());
    }
  }

  @Override
  public boolean open() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  private static Running watch(Process process, Output output) {
    var out = new Pump(process.getInputStream(), Source.STDOUT, output);
    var err = new Pump(process.getErrorStream(), Source.STDERR, output);
    var running = new RunningCommand(new LocalControl(process), List.of(out, err), 0);
    // Not by Process.onExit(): the pool of threads that it needs may be busy waiting for us.
    var _ =
        Uninterrupted.start(process::waitFor)
            .thenAccept(status -> running.ended(new Outcome.Exited(status)));
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

  /// Lets the command start: the shell waits for the end of its input.
  private static void release(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      return; // it is gone already, and its exit status tells
    }
  }
}
