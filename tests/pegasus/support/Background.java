package pegasus.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that runs while the test goes on. Closing it kills it and what it started, if it still
/// runs.
public final class Background implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Process process;
  private final Stream out;
  private final Stream err;

  private Background(Process process) {
    this.process = process;
    this.out = new Stream(process.inputReader());
    this.err = new Stream(process.errorReader());
  }

  /// Starts it with pipes for its three streams. It hears signals even where the tests themselves
  /// were told to ignore them, as by a shell's `&`.
  public static Background start(ProcessBuilder builder) throws IOException {
    var command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
    command.addAll(builder.command());
    return new Background(builder.command(command).start());
  }

  /// Waits until a line of standard output contains `part`.
  public String awaitOut(String part) throws InterruptedException {
    return out.await(part, 1);
  }

  /// Waits until so many lines of standard output contain `part`.
  public String awaitOut(String part, int times) throws InterruptedException {
    return out.await(part, times);
  }

  /// Waits until a line of standard error contains `part`.
  public String awaitErr(String part) throws InterruptedException {
    return err.await(part, 1);
  }

  /// Types something.
  public void type(String text) throws IOException {
    process.outputWriter().write(text);
    process.outputWriter().flush();
  }

  public long pid() {
    return process.pid();
  }

  /// Sends it a signal.
  ///
  /// @param name without `SIG`
  public void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-s", name, Long.toString(pid())).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  /// Waits for its end.
  public Program.Ended await() throws InterruptedException {
    if (!process.waitFor(PATIENCE, TimeUnit.NANOSECONDS)) {
      fail("it does not end; so far: " + out + err);
    }
    return new Program.Ended(process.exitValue(), out.whole(), err.whole(), pid());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// The lines that came so far.
  private static final class Stream {
    // Guarded by this.
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    Stream(BufferedReader reader) {
      Thread.ofPlatform().daemon().start(() -> read(reader));
    }

    private void read(BufferedReader reader) {
      try (reader) {
        reader.lines().forEach(this::add);
      } catch (IOException | UncheckedIOException e) {
        add("(" + e.getMessage() + ")");
      } finally {
        end();
      }
    }

    private synchronized void add(String line) {
      lines.add(line);
      notifyAll();
    }

    private synchronized void end() {
      ended = true;
      notifyAll();
    }

    synchronized String await(String part, int times) throws InterruptedException {
      long deadline = System.nanoTime() + PATIENCE;
      while (true) {
        var found = lines.stream().filter(line -> line.contains(part)).toList();
        if (found.size() >= times) {
          return found.get(times - 1);
        }
        if (ended || System.nanoTime() > deadline) {
          return fail("no line with \"" + part + "\", but:\n" + this);
        }
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      }
    }

    synchronized String whole() throws InterruptedException {
      while (!ended) {
        wait();
      }
      return toString();
    }

    @Override
    public synchronized String toString() {
      return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
  }
}
