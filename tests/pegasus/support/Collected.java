package pegasus.support;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import pegasus.Event.Source;
import pegasus.session.Output;

/// Output that remembers all it was given.
public final class Collected implements Output {
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final CountDownLatch begun = new CountDownLatch(1);

  @Override
  public void accept(Source source, byte[] bytes, int length) {
    var to =
        switch (source) {
          case STDOUT -> stdout;
          case STDERR -> stderr;
        };
    to.write(bytes, 0, length);
    if (source == Source.STDOUT && hasNewline(bytes, length)) {
      begun.countDown();
    }
  }

  private static boolean hasNewline(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  /// Waits until there is a line on stdout, and returns what is there.
  public String firstLine() throws InterruptedException {
    if (!begun.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("no line on stdout; on stderr: " + stderr());
    }
    return stdout().lines().findFirst().orElseThrow();
  }

  public byte[] stdoutBytes() {
    return stdout.toByteArray();
  }

  public byte[] stderrBytes() {
    return stderr.toByteArray();
  }

  public String stdout() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  public String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }
}
