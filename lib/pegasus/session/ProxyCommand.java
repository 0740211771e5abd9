package pegasus.session;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command whose standard input and output lead to an SSH server. When it fails, reading and
/// writing fail with what it said.
final class ProxyCommand {
  private static final int MOST_WORDS = 4096;

  /// Between closing its ends of the pipes and its exit status.
  private static final long GRACE_SECONDS = 2;

  private final Process process;
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();
  private final Thread listener;

  private ProxyCommand(Process process) {
    this.process = process;
    this.listener = Thread.ofPlatform().daemon().name("pegasus-proxy-stderr").start(this::listen);
  }

  /// @param line for `sh`, as ssh_config says it, its tokens replaced
  static Socket open(String line) throws IOException {
    var command = OwnGroup.of(List.of("sh", "-c", "exec " + line));
    var process = new ProcessBuilder(command).start();
    var it = new ProxyCommand(process);
    return new StreamSocket(it.new FromIt(), it.new ToIt(), process::destroy);
  }

  private final class FromIt extends FilterInputStream {
    FromIt() {
      super(process.getInputStream());
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      if (read < 0) {
        tellFailure();
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      if (read < 0) {
        tellFailure();
      }
      return read;
    }
  }

  private final class ToIt extends FilterOutputStream {
    ToIt() {
      super(process.getOutputStream());
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
        out.flush();
      } catch (IOException e) {
        tellFailure();
        throw e;
      }
    }
  }

  /// @throws SshFailure when the command has ended in failure
  private void tellFailure() throws SshFailure {
    try {
      if (process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS) && process.exitValue() != 0) {
        listener.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
        throw new SshFailure(
            "ProxyCommand ended with status %d%s".formatted(process.exitValue(), said()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String said() {
    String said = words.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s*\\R\\s*", "; ");
    return said.isEmpty() ? "" : ": " + said;
  }

  /// Reads to the end, whatever it says: a full pipe would stop it.
  private void listen() {
    try (InputStream in = process.getErrorStream()) {
      byte[] bytes = new byte[1024];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        words.write(bytes, 0, Math.min(n, MOST_WORDS - words.size()));
      }
    } catch (IOException e) {
      words.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
