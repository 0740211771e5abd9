package pegasus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import pegasus.PegasusException.Malformed;
import pegasus.session.Connector;
import pegasus.session.Sessions;
import pegasus.session.Shells;

/// How a run goes. Start from [#defaults()] and change what matters; each change gives new options.
///
/// ```java
/// Options options =
///     Options.defaults().withTimeout(Duration.ofMinutes(10)).withRetries(2).withLogDir(Path.of("logs"));
/// Report report = Queue.of("echo hi").run(hosts, options);
/// ```
public final class Options implements Cloneable {
  private static final int MEBIBYTE = 1 << 20;

  private Optional<Path> sshConfig = Optional.empty();
  private boolean daemon;
  private boolean errorAborts;
  private Optional<Duration> timeout = Optional.empty();
  private boolean killOnDisconnect;
  private int retries;
  private OptionalInt maxHostFailures = OptionalInt.empty();
  private Optional<Halt> halt = Optional.empty();
  private int capture = MEBIBYTE;
  private boolean detailsOfSuccesses = true;
  private Optional<Path> logDir = Optional.empty();
  private Consumer<Event> listener = event -> {};

  private Options() {}

  /// The user's ssh_config, no daemon, failures do not stop the run, a mebibyte of each output
  /// kept, nobody listens.
  ///
  /// @return to be changed
  public static Options defaults() {
    return new Options();
  }

  /// The ssh_config to read instead of the user's, as in `ssh -F`.
  ///
  /// @return empty for the user's
  public Optional<Path> sshConfig() {
    return sshConfig;
  }

  /// Reads another ssh_config than the user's.
  ///
  /// @param file as in `ssh -F`
  /// @return new options
  public Options withSshConfig(Path file) {
    return with(options -> options.sshConfig = Optional.of(file));
  }

  /// Whether to wait for more when the queue is empty.
  ///
  /// @return false by default
  public boolean daemon() {
    return daemon;
  }

  /// Waits for more when the queue is empty, or not.
  ///
  /// @param on whether to
  /// @return new options
  public Options withDaemon(boolean on) {
    return with(options -> options.daemon = on);
  }

  /// Whether a broadcast stops after the first job that fails on some host.
  ///
  /// @return false by default
  public boolean errorAborts() {
    return errorAborts;
  }

  /// Stops a broadcast after the first job that fails on some host, or not.
  ///
  /// @param on whether to
  /// @return new options
  public Options withErrorAborts(boolean on) {
    return with(options -> options.errorAborts = on);
  }

  /// How long a command may take before it is ended.
  ///
  /// @return empty for no limit
  public Optional<Duration> timeout() {
    return timeout;
  }

  /// Ends commands that take too long.
  ///
  /// @param time more than nothing
  /// @throws Malformed when it is not
  /// @return new options
  public Options withTimeout(Duration time) {
    if (!time.isPositive()) {
      throw new Malformed("a timeout is longer than " + time);
    }
    return with(options -> options.timeout = Optional.of(time));
  }

  /// Whether commands end when the connection to their host breaks, or Pegasus dies. Otherwise they
  /// go on.
  ///
  /// @return false by default
  public boolean killOnDisconnect() {
    return killOnDisconnect;
  }

  /// Ends commands when the connection breaks, or lets them go on.
  ///
  /// @param on whether to end them
  /// @return new options
  public Options withKillOnDisconnect(boolean on) {
    return with(options -> options.killOnDisconnect = on);
  }

  /// How many times a job that failed or was lost is run again in queue mode, on another host if
  /// there is one.
  ///
  /// @return 0 by default
  public int retries() {
    return retries;
  }

  /// Runs failed jobs again.
  ///
  /// @param times how often, 0 or more
  /// @return new options
  public Options withRetries(int times) {
    return with(options -> options.retries = notNegative(times, "retries"));
  }

  /// How many jobs in a row may fail within a second on a host before it is left out, unless it is
  /// the last host; 0 leaves none out.
  ///
  /// @return empty for what is usual: 3 in the run of a queue, 0 in a [Cluster], where a failure
  ///   may be an answer
  public OptionalInt maxHostFailures() {
    return maxHostFailures;
  }

  /// Leaves out hosts on which everything fails.
  ///
  /// @param number of failures in a row; 0 leaves none out
  /// @return new options
  public Options withMaxHostFailures(int number) {
    return with(
        options -> options.maxHostFailures = OptionalInt.of(notNegative(number, "host failures")));
  }

  /// When a run ends before its queue does.
  ///
  /// @return empty for never
  public Optional<Halt> halt() {
    return halt;
  }

  /// Ends the run before its queue does.
  ///
  /// @param when that is
  /// @return new options
  public Options withHalt(Halt when) {
    return with(options -> options.halt = Optional.of(when));
  }

  /// How many bytes of each command's stdout, and of its stderr, a result keeps: the last ones.
  ///
  /// @return a mebibyte by default
  public int capture() {
    return capture;
  }

  /// Keeps more of the output, or less.
  ///
  /// @param bytes of each stream of each command
  /// @return new options
  public Options withCapture(int bytes) {
    return with(options -> options.capture = notNegative(bytes, "bytes to keep"));
  }

  /// Whether a [Report] keeps, of commands that succeeded, what ran and what it wrote; otherwise
  /// such results have an empty job, command and output. A run of a hundred thousand jobs takes
  /// much less memory without. The listener and the journal are told in any case.
  ///
  /// @return true by default
  public boolean detailsOfSuccesses() {
    return detailsOfSuccesses;
  }

  /// Keeps in the report what succeeded in full, or only that it did.
  ///
  /// @param on whether to
  /// @return new options
  public Options withDetailsOfSuccesses(boolean on) {
    return with(options -> options.detailsOfSuccesses = on);
  }

  /// A result as the report keeps it.
  Result kept(Result result) {
    return detailsOfSuccesses || !result.ok() ? result : result.withoutDetails();
  }

  /// Where the output of each command goes in full: its stdout to `<id>.out`, its stderr to
  /// `<id>.err`, byte for byte and as it comes; see [Result#id()].
  ///
  /// @return empty for nowhere
  public Optional<Path> logDir() {
    return logDir;
  }

  /// Keeps all output in files.
  ///
  /// @param folder made when the run starts, for its owner only, if it is not there
  /// @return new options
  public Options withLogDir(Path folder) {
    return with(options -> options.logDir = Optional.of(folder));
  }

  /// Hears of everything as it happens.
  ///
  /// @return one that does nothing by default
  public Consumer<Event> listener() {
    return listener;
  }

  /// Tells of everything as it happens; see [Printer], too.
  ///
  /// @param to called on the threads that do the work
  /// @return new options
  public Options withListener(Consumer<Event> to) {
    Objects.requireNonNull(to, "a listener");
    return with(options -> options.listener = to);
  }

  /// The ways to hosts, as these options want them.
  ///
  /// @param usual the commands' shells, if nothing else is wanted
  Connector connector(Shells usual) {
    return new Sessions(sshConfig, killOnDisconnect ? Shells.WATCHED : usual, listener);
  }

  private static int notNegative(int number, String what) {
    if (number < 0) {
      throw new Malformed("the number of " + what + " is not " + number);
    }
    return number;
  }

  /// What is not as in [#defaults()]: `options (timeout=PT10M, retries=2)`.
  @Override
  public String toString() {
    var defaults = defaults().values();
    return values().entrySet().stream()
        .filter(option -> !option.getValue().equals(defaults.get(option.getKey())))
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(", ", "options (", ")"));
  }

  // But for the listener, of which there is nothing to show.
  private Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    values.put("sshConfig", sshConfig.map(Path::toString).orElse(""));
    values.put("daemon", "" + daemon);
    values.put("errorAborts", "" + errorAborts);
    values.put("timeout", timeout.map(Duration::toString).orElse(""));
    values.put("killOnDisconnect", "" + killOnDisconnect);
    values.put("retries", "" + retries);
    values.put(
        "maxHostFailures",
        maxHostFailures.stream().mapToObj(String::valueOf).collect(Collectors.joining()));
    values.put("halt", halt.map(Halt::toString).orElse(""));
    values.put("capture", "" + capture);
    values.put("detailsOfSuccesses", "" + detailsOfSuccesses);
    values.put("logDir", logDir.map(Path::toString).orElse(""));
    return values;
  }

  // The copy is changed before anybody sees it.
  private Options with(Consumer<Options> change) {
    Options copy = clone();
    change.accept(copy);
    return copy;
  }

  /// Nobody needs a copy: these do not change.
  @Override
  protected Options clone() {
    try {
      return (Options) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
