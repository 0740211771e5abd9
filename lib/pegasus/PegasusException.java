package pegasus;

/// What went wrong, on which input, and what to do about it: the message is meant for the user.
public class PegasusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PegasusException(String message) {
    super(message);
  }

  public PegasusException(String message, Throwable cause) {
    super(message, cause);
  }

  /// A command line, a file or a template says something that cannot be meant.
  public static final class Malformed extends PegasusException {
    private static final long serialVersionUID = 1L;

    public Malformed(String message) {
      super(message);
    }
  }

  /// There is no way to a host.
  public static final class Unreachable extends PegasusException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String message) {
      super(message);
    }

    public Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// A command did not succeed, and its result was wanted anyway ([Result#orThrow()]).
  public static final class Failed extends PegasusException {
    private static final long serialVersionUID = 1L;
    private final transient Result result;

    public Failed(Result result) {
      super(result.toString());
      this.result = result;
    }

    /// The result that is a failure.
    public Result result() {
      return result;
    }
  }
}
