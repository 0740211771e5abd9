package pegasus.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/// The stderr of a command that [Wrapper#run] started, without the line that tells the process
/// group. What the login shell had to say before that line stays.
final class WrappedStderr extends InputStream {
  private static final Pattern GROUP = Pattern.compile(":pegasus:(\\d+)\n");

  /// How much a login shell may say before it is let through as it comes.
  private static final int NOISE = 8 * 1024;

  private final InputStream in;
  private final CompletableFuture<Long> group = new CompletableFuture<>();
  private byte[] held = {};
  private int given;
  private boolean passed;

  WrappedStderr(InputStream in) {
    this.in = in;
  }

  /// The command's process group, once it is known; cancelled when it never will be.
  CompletableFuture<Long> group() {
    return group;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!passed) {
      passed = true;
      passGroup();
    }
    if (given == held.length) {
      return in.read(bytes, offset, length);
    }
    int n = Math.min(length, held.length - given);
    System.arraycopy(held, given, bytes, offset, n);
    given += n;
    return n;
  }

  @Override
  public int available() throws IOException {
    return held.length - given + in.available();
  }

  private void passGroup() throws IOException {
    var seen = new ByteArrayOutputStream();
    var chunk = new byte[1024];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        seen.write(chunk, 0, n);
        if (findGroup(seen) || seen.size() > NOISE) {
          break;
        }
      }
    } finally {
      if (!group.isDone()) {
        held = seen.toByteArray();
        group.cancel(false);
      }
    }
  }

  private boolean findGroup(ByteArrayOutputStream seen) {
    var text = seen.toString(StandardCharsets.ISO_8859_1); // a char per byte, back and forth
    var line = GROUP.matcher(text);
    if (!line.find()) {
      return false;
    }
    var others = text.substring(0, line.start()) + text.substring(line.end());
    held = others.getBytes(StandardCharsets.ISO_8859_1);
    group.complete(Long.valueOf(line.group(1)));
    return true;
  }
}
