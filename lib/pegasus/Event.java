package pegasus;

/// What happened just now. Listeners get events on the threads that do the work: they must be
/// thread-safe, and a slow one holds the commands back, which bounds memory.
public sealed interface Event {
  /// The way to a host is open.
  record Connected(Host host) implements Event {}

  /// There is no way to a host.
  record Unreachable(Host host, String reason) implements Event {}

  /// A command is about to be sent to a host.
  ///
  /// @param command the job's command as rendered for the host
  record Started(Host host, Job job, String command) implements Event {}

  /// Output of a command: one or more whole lines that arrived together, each ended by `\n`,
  /// whatever ended it before (`\n`, `\r\n`, `\r`, or the end of the output). A line of over a
  /// million bytes comes as several. Bytes that are not UTF-8 are U+FFFD.
  record Output(Host host, Job job, Source source, String text) implements Event {}

  /// A command ended, or could not start.
  record Finished(Result result) implements Event {}

  /// Something to know about one host: a host key that was added, say.
  record HostNotice(Host host, String text) implements Event {}

  /// Something to know about the run: whose lock it waits for, say.
  record Notice(String text) implements Event {}

  /// Where a command wrote.
  enum Source {
    STDOUT,
    STDERR
  }
}
