package pegasus.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import pegasus.Event.Source;

/// What a command over SSH writes, as it arrives: on the connection's thread, which it never
/// blocks.
final class CommandStreams {
  private final Inbox stdout;
  private final Inbox stderr;
  private final GroupLine group;

  /// @param taken hears how many bytes the output took, each time
  CommandStreams(Output output, IntConsumer taken) {
    stdout = new Inbox(Source.STDOUT, output, taken);
    stderr = new Inbox(Source.STDERR, output, taken);
    group = new GroupLine(stderr::receive);
  }

  void stdout(byte[] bytes) {
    stdout.receive(bytes);
  }

  void stderr(byte[] bytes) {
    group.receive(bytes);
  }

  /// Nothing more comes.
  void end() {
    group.end();
    stdout.end();
    stderr.end();
  }

  /// The command's process group, once it is known; cancelled when it never will be.
  CompletableFuture<Long> group() {
    return group.group();
  }

  List<Flow> flows() {
    return List.of(stdout, stderr);
  }

  /// Runs it whenever one of the two is done.
  void whenDone(Runnable action) {
    stdout.whenDone(action);
    stderr.whenDone(action);
  }
}
