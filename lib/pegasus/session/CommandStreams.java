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
  private final GroupLine begun;

  private CommandStreams(Output output, IntConsumer taken, boolean waits) {
    stdout = new Inbox(Source.STDOUT, output, taken);
    stderr = new Inbox(Source.STDERR, output, taken);
    begun = waits ? GroupLine.begun(stderr::receive) : GroupLine.started(stderr::receive);
    group = waits ? GroupLine.started(begun::receive) : begun;
  }

  /// @param taken hears how many bytes the output took, each time
  CommandStreams(Output output, IntConsumer taken) {
    this(output, taken, false);
  }

  /// Those of a shell that waits for its command, and tells its group before and after.
  static CommandStreams ofWaiting(Output output, IntConsumer taken) {
    return new CommandStreams(output, taken, true);
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
    begun.end();
    stdout.end();
    stderr.end();
  }

  /// The command's process group, once it is known; cancelled when it never will be.
  CompletableFuture<Long> group() {
    return group.group();
  }

  /// The same when the shell has its command: a signal before that would end the shell, and not it.
  CompletableFuture<Long> begun() {
    return begun.group();
  }

  /// Whether the streams ended, and the shell did not say that it has its command.
  boolean notBegun() {
    return begun.missing();
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
