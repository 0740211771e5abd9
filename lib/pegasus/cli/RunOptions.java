package pegasus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pegasus.Halt;
import pegasus.Host;
import pegasus.Hosts;
import pegasus.Options;
import pegasus.PegasusException;
import pegasus.PegasusException.Malformed;
import pegasus.Queue;
import pegasus.session.Hostnames;
import picocli.CommandLine.Option;

/// The options that queue and broadcast mode share.
final class RunOptions {
  // Of each command's output, what a result keeps: nobody looks at more here.
  private static final int CAPTURE = 2048;

  @Option(
      names = "--hosts-file",
      paramLabel = "F",
      description = "The hosts (default: hosts.yaml).")
  Path hostsFile = Path.of("hosts.yaml");

  @Option(
      names = "--queue-file",
      paramLabel = "F",
      description =
          "The queue (default: queue.yaml). consumed.yaml and journal.jsonl lie beside it.")
  Path queueFile = Path.of("queue.yaml");

  private Optional<Path> sshConfig = Optional.empty();

  // Of a Path, unlike of an Optional, a shell knows how to complete it.
  @Option(
      names = {"-F", "--ssh-config"},
      paramLabel = "F",
      description = "The ssh_config to read, as in ssh -F.")
  void sshConfig(Path file) {
    sshConfig = Optional.of(file);
  }

  @Option(
      names = {"-d", "--daemon"},
      description = "Do not stop when the queue is empty: wait for more.")
  boolean daemon;

  @Option(
      names = {"-p", "--print-period"},
      paramLabel = "N",
      converter = Count.class,
      description = "Print every Nth line of output (default: 1); 0 prints none.")
  int printPeriod = 1;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeLimit.class,
      description = "End a command that takes longer: 90, 90s, 1.5m, 2h or 1d.")
  Optional<Duration> timeout = Optional.empty();

  @Option(
      names = "--kill-on-disconnect",
      description = "End a command when the connection to its host breaks, or Pegasus dies.")
  boolean killOnDisconnect;

  private Optional<Path> logDir = Optional.empty();

  @Option(
      names = "--log-dir",
      paramLabel = "DIR",
      description = "Keep all output of each command in DIR, as <id>.out and <id>.err.")
  void logDir(Path folder) {
    logDir = Optional.of(folder);
  }

  @Option(
      names = "--halt",
      paramLabel = "WHEN",
      converter = HaltText.class,
      completionCandidates = HaltText.Examples.class,
      description = {
        "End before the queue does. soon,fail=1: when a command has failed, start no more;",
        "now,fail=3: after three failures, end the running ones too. Also success and done;",
        "10%% instead of a number is a share of all commands."
      })
  Optional<Halt> halt = Optional.empty();

  /// The hosts to run on.
  ///
  /// @throws Malformed when they cannot be understood
  List<Host> hosts() {
    List<Host> hosts = Hosts.expand(hostsFile);
    hosts.stream()
        .filter(host -> !host.local())
        .map(Hostnames::mistake)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(this::refuse);
    return hosts;
  }

  private void refuse(String mistake) {
    throw new Malformed(hostsFile + ": " + mistake);
  }

  /// The queue to take from.
  ///
  /// @throws Malformed when there is none, or when it is no file of its own
  Queue queue() {
    if (isOneFile()) {
      throw new Malformed(
          "%s is both the hosts and the queue; name two files".formatted(queueFile));
    }
    return Queue.open(queueFile);
  }

  private boolean isOneFile() {
    try {
      return Files.exists(queueFile) && Files.isSameFile(hostsFile, queueFile);
    } catch (IOException e) {
      return false; // which is told when they are read
    }
  }

  /// What the engine needs to know of them.
  ///
  /// @throws Malformed when there is no such ssh_config
  Options options() {
    Options options =
        Options.defaults().withDaemon(daemon).withCapture(CAPTURE).withDetailsOfSuccesses(false);
    options = logDir.map(RunOptions::named).map(options::withLogDir).orElse(options);
    options = timeout.map(options::withTimeout).orElse(options);
    options = options.withKillOnDisconnect(killOnDisconnect);
    options = halt.map(options::withHalt).orElse(options);
    return sshConfig.map(RunOptions::existing).map(options::withSshConfig).orElse(options);
  }

  /// What is to be said at the end.
  Summary summary(boolean errorAborts) {
    return new Summary(new RetryCommand(queueFile), this::left, errorAborts);
  }

  // Without the lock: whoever holds it need not be waited for.
  private OptionalLong left() {
    try {
      return OptionalLong.of(Queue.open(queueFile).size());
    } catch (PegasusException e) {
      return OptionalLong.empty();
    }
  }

  // A variable of a script that nobody has set, say.
  private static Path named(Path folder) {
    if (folder.toString().isEmpty()) {
      throw new Malformed("--log-dir names no folder");
    }
    return folder;
  }

  // To ssh, "none" is none at all.
  private static Path existing(Path file) {
    if (!Files.isReadable(file) && !file.equals(Path.of("none"))) {
      throw new Malformed(file + ": there is no such ssh_config that can be read; see -F");
    }
    return file;
  }
}
