package pegasus;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What went wrong, on which input, and what to do about it: the message is meant for the user.
///
/// Its stack trace names the lines of the program that called, and nothing of the library; it
/// prints without its cause, which [#getCause()] has.
///
/// ```java
/// try {
///   Hosts.parse("- hostname: [");
/// } catch (PegasusException e) {
///   IO.println(e.getMessage()); // hosts:1:14: ...
/// }
/// ```
public class PegasusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The library, what calls back into it, and the JDK.
  private static final List<String> NO_CALLERS =
      List.of("pegasus.", "com.github.jknack.", "java.", "javax.", "jdk.", "sun.", "com.sun.");

  /// Something went wrong.
  ///
  /// @param message for the user
  public PegasusException(String message) {
    super(message);
  }

  /// Something went wrong because of something else.
  ///
  /// @param message for the user
  /// @param cause for those who look for a mistake in Pegasus
  public PegasusException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Makes this the trace: from the call of the library on, or everything where nobody called it,
  /// as on one of its own threads.
  ///
  /// @return this
  @Override
  public synchronized Throwable fillInStackTrace() {
    StackTraceElement[] frames = new Throwable().getStackTrace();
    StackTraceElement[] callers =
        Stream.of(frames).dropWhile(frame -> !isCaller(frame)).toArray(StackTraceElement[]::new);
    super.fillInStackTrace();
    setStackTrace(callers.length > 0 ? callers : frames);
    return this;
  }

  private static boolean isCaller(StackTraceElement frame) {
    return NO_CALLERS.stream().noneMatch(frame.getClassName()::startsWith);
  }

  /// Prints the message and the callers.
  ///
  /// @param to where
  @Override
  public void printStackTrace(PrintStream to) {
    to.println(trace());
  }

  /// Prints the message and the callers.
  ///
  /// @param to where
  @Override
  public void printStackTrace(PrintWriter to) {
    to.println(trace());
  }

  private String trace() {
    String frames =
        Stream.of(getStackTrace()).map(f -> "\n\tat " + f).collect(Collectors.joining());
    return this + frames;
  }

  /// A command line, a file or a template says something that cannot be meant.
  public static final class Malformed extends PegasusException {
    private static final long serialVersionUID = 1L;

    /// Something cannot be meant.
    ///
    /// @param message for the user: what, where, and what to do
    public Malformed(String message) {
      super(message);
    }
  }

  /// There is no way to a host.
  public static final class Unreachable extends PegasusException {
    private static final long serialVersionUID = 1L;

    /// There is no way to a host.
    ///
    /// @param message for the user: which, and why
    public Unreachable(String message) {
      super(message);
    }

    /// There is no way to a host because of something else.
    ///
    /// @param message for the user: which, and why
    /// @param cause for those who look for a mistake in Pegasus
    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// A command did not succeed, and its result was wanted anyway ([Result#orThrow()]).
  public static final class Failed extends PegasusException {
    private static final long serialVersionUID = 1L;
    private final transient Result result;

    /// A command did not succeed.
    ///
    /// @param result how it ended
    public Failed(Result result) {
      String hint = result.hint();
      super(hint.isEmpty() ? result.toString() : result + ": " + hint);
      this.result = result;
    }

    /// The result that is a failure.
    ///
    /// @return how the command ended
    public Result result() {
      return result;
    }
  }
}
