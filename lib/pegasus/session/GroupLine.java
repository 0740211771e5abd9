package pegasus.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Takes the line that tells the process group out of the stderr of a command that [Wrapper#run]
/// started. What the login shell had to say before that line stays. Used by one thread at a time.
final class GroupLine {
  // Not what a shell that traces shows of the command that says it.
  private static final String GROUP = "(?<!echo ['\"]?):pegasus:(\\d+)";

  private static final Pattern STARTED = Pattern.compile(GROUP + "\n");
  private static final Pattern BEGUN = Pattern.compile(GROUP + ":begun\n");

  /// How much a login shell may say before it is let through as it comes.
  private static final int NOISE = 8 * 1024;

  private final Pattern pattern;
  private final Consumer<byte[]> rest;
  private final CompletableFuture<Long> group = new CompletableFuture<>();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private volatile boolean gaveUp;

  private GroupLine(Pattern pattern, Consumer<byte[]> rest) {
    this.pattern = pattern;
    this.rest = rest;
  }

  /// @param rest gets all but that line
  static GroupLine started(Consumer<byte[]> rest) {
    return new GroupLine(STARTED, rest);
  }

  /// The second one, of a shell that [waited][Wrapper#waiting()].
  ///
  /// @param rest gets all but that line
  static GroupLine begun(Consumer<byte[]> rest) {
    return new GroupLine(BEGUN, rest);
  }

  /// The command's process group, once it is known; cancelled when it never will be.
  CompletableFuture<Long> group() {
    return group;
  }

  /// Whether it is known that the line did not come: the stream ended, and not all patience before.
  boolean missing() {
    return group.isCancelled() && !gaveUp;
  }

  void receive(byte[] bytes) {
    if (group.isDone()) {
      rest.accept(bytes);
      return;
    }
    held.writeBytes(bytes);
    look();
    if (held.size() > NOISE) {
      gaveUp = true;
      end();
    }
  }

  private void look() {
    var text = held.toString(StandardCharsets.ISO_8859_1); // a char per byte, back and forth
    var line = pattern.matcher(text);
    if (line.find()) {
      held.reset();
      group.complete(Long.valueOf(line.group(1)));
      pass(text.substring(0, line.start()) + text.substring(line.end()));
    }
  }

  /// Nothing more comes. A shell that could not read the command did not get to tell the group, and
  /// may show the line that it could not read.
  void end() {
    if (!group.isDone()) {
      group.cancel(false);
      pass(Wrapper.unglued(held.toString(StandardCharsets.ISO_8859_1)));
    }
  }

  private void pass(String text) {
    if (!text.isEmpty()) {
      rest.accept(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
