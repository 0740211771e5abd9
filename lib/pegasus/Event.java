package pegasus;

import java.util.Objects;

/// What happened just now. Listeners get events on the threads that do the work: they must be
/// thread-safe, and a slow one holds the commands back, which bounds memory.
///
/// ```java
/// Consumer<Event> listener =
///     event -> {
///       if (event instanceof Event.Finished(Result result) && !result.ok()) {
///         IO.println(result);
///       }
///     };
/// Broadcast.run(hosts, "uname -r", Options.defaults().withListener(listener));
/// ```
public sealed interface Event {
  /// The way to a host is open.
  ///
  /// @param host to which
  record Connected(Host host) implements Event {
    /// Refuses null.
    public Connected {
      Objects.requireNonNull(host);
    }
  }

  /// There is no way to a host.
  ///
  /// @param host to which
  /// @param reason why, and what to do
  record Unreachable(Host host, String reason) implements Event {
    /// Refuses null.
    public Unreachable {
      Objects.requireNonNull(host);
      Objects.requireNonNull(reason);
    }
  }

  /// A command is about to be sent to a host.
  ///
  /// @param host where it will run
  /// @param job what was asked for
  /// @param command the job's command as rendered for the host
  record Started(Host host, Job job, String command) implements Event {
    /// Refuses null.
    public Started {
      Objects.requireNonNull(host);
      Objects.requireNonNull(job);
      Objects.requireNonNull(command);
    }
  }

  /// Output of a command.
  ///
  /// @param host where it came from
  /// @param job which wrote it
  /// @param source which of its two streams
  /// @param text one or more whole lines that arrived together, each ended by `\n`, whatever ended
  ///   it before (`\n`, `\r\n`, `\r`, or the end of the output); a line of over a million bytes
  ///   comes as several; bytes that are not UTF-8 are U+FFFD
  record Output(Host host, Job job, Source source, String text) implements Event {
    /// Refuses null.
    public Output {
      Objects.requireNonNull(host);
      Objects.requireNonNull(job);
      Objects.requireNonNull(source);
      Objects.requireNonNull(text);
    }
  }

  /// A command ended, or could not start.
  ///
  /// @param result how
  record Finished(Result result) implements Event {
    /// Refuses null.
    public Finished {
      Objects.requireNonNull(result);
    }
  }

  /// Something to know about one host: a host key that was added, say.
  ///
  /// @param host about which
  /// @param text for people
  record HostNotice(Host host, String text) implements Event {
    /// Refuses null.
    public HostNotice {
      Objects.requireNonNull(host);
      Objects.requireNonNull(text);
    }
  }

  /// Something to know about the run: whose lock it waits for, say.
  ///
  /// @param text for people
  record Notice(String text) implements Event {
    /// Refuses null.
    public Notice {
      Objects.requireNonNull(text);
    }
  }

  /// Where a command wrote.
  enum Source {
    /// Its standard output.
    STDOUT,
    /// Its standard error.
    STDERR
  }
}
