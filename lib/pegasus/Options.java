package pegasus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import pegasus.PegasusException.Malformed;

/// How a run goes. Start from [#defaults()] and change what matters; each change gives new options:
/// `Options.defaults().withDaemon(true)`.
public final class Options {
  private static final int MEBIBYTE = 1 << 20;

  private Optional<Path> sshConfig = Optional.empty();
  private boolean daemon;
  private boolean errorAborts;
  private Optional<Duration> timeout = Optional.empty();
  private boolean killOnDisconnect;
  private int retries;
  private int maxHostFailures = 3;
  private Optional<Halt> halt = Optional.empty();
  private int capture = MEBIBYTE;
  private Optional<Path> logDir = Optional.empty();
  private Consumer<Event> listener = event -> {};

  private Options() {}

  /// The user's ssh_config, no daemon, failures do not stop the run, a mebibyte of each output
  /// kept, nobody listens.
  public static Options defaults() {
    return new Options();
  }

  /// The ssh_config to read instead of the user's, as in `ssh -F`.
  public Optional<Path> sshConfig() {
    return sshConfig;
  }

  public Options withSshConfig(Path file) {
    return with(options -> options.sshConfig = Optional.of(file));
  }

  /// Whether to wait for more when the queue is empty.
  public boolean daemon() {
    return daemon;
  }

  public Options withDaemon(boolean on) {
    return with(options -> options.daemon = on);
  }

  /// Whether a broadcast stops after the first job that fails on some host.
  public boolean errorAborts() {
    return errorAborts;
  }

  public Options withErrorAborts(boolean on) {
    return with(options -> options.errorAborts = on);
  }

  /// How long a command may take before it is ended.
  public Optional<Duration> timeout() {
    return timeout;
  }

  /// @param time more than nothing
  public Options withTimeout(Duration time) {
    if (!time.isPositive()) {
      throw new Malformed("a timeout is longer than " + time);
    }
    return with(options -> options.timeout = Optional.of(time));
  }

  /// Whether commands end when the connection to their host breaks, or Pegasus dies. Otherwise they
  /// go on.
  public boolean killOnDisconnect() {
    return killOnDisconnect;
  }

  public Options withKillOnDisconnect(boolean on) {
    return with(options -> options.killOnDisconnect = on);
  }

  /// How many times a job that failed or was lost is run again in queue mode, on another host if
  /// there is one.
  public int retries() {
    return retries;
  }

  public Options withRetries(int times) {
    return with(options -> options.retries = notNegative(times, "retries"));
  }

  /// How many jobs in a row may fail within a second on a host before it is left out, unless it is
  /// the last host; 0 leaves none out.
  public int maxHostFailures() {
    return maxHostFailures;
  }

  public Options withMaxHostFailures(int number) {
    return with(options -> options.maxHostFailures = notNegative(number, "host failures"));
  }

  /// When a run ends before its queue does.
  public Optional<Halt> halt() {
    return halt;
  }

  public Options withHalt(Halt when) {
    return with(options -> options.halt = Optional.of(when));
  }

  /// How many bytes of each command's stdout, and of its stderr, a result keeps: the last ones.
  public int capture() {
    return capture;
  }

  public Options withCapture(int bytes) {
    return with(options -> options.capture = notNegative(bytes, "bytes to keep"));
  }

  /// Where the output of each command goes in full: its stdout to `<id>.out`, its stderr to
  /// `<id>.err`, byte for byte and as it comes; see [Result#id()].
  public Optional<Path> logDir() {
    return logDir;
  }

  /// @param folder made when the run starts, for its owner only, if it is not there
  public Options withLogDir(Path folder) {
    return with(options -> options.logDir = Optional.of(folder));
  }

  /// Hears of everything as it happens.
  public Consumer<Event> listener() {
    return listener;
  }

  public Options withListener(Consumer<Event> to) {
    return with(options -> options.listener = to);
  }

  private static int notNegative(int number, String what) {
    if (number < 0) {
      throw new Malformed("the number of " + what + " is not " + number);
    }
    return number;
  }

  // The copy is changed before anybody sees it.
  private Options with(Consumer<Options> change) {
    var copy = new Options();
    copy.sshConfig = sshConfig;
    copy.daemon = daemon;
    copy.errorAborts = errorAborts;
    copy.timeout = timeout;
    copy.killOnDisconnect = killOnDisconnect;
    copy.retries = retries;
    copy.maxHostFailures = maxHostFailures;
    copy.halt = halt;
    copy.capture = capture;
    copy.logDir = logDir;
    copy.listener = listener;
    change.accept(copy);
    return copy;
  }
}
