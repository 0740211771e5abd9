package pegasus.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import pegasus.Options;
import pegasus.PegasusException.Malformed;
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

  @Option(
      names = {"-F", "--ssh-config"},
      paramLabel = "F",
      description = "The ssh_config to read, as in ssh -F.")
  Optional<Path> sshConfig = Optional.empty();

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

  /// What the engine needs to know of them.
  ///
  /// @throws Malformed when there is no such ssh_config
  Options options() {
    Options options = Options.defaults().withDaemon(daemon).withCapture(CAPTURE);
    return sshConfig.map(RunOptions::existing).map(options::withSshConfig).orElse(options);
  }

  // To ssh, "none" is none at all.
  private static Path existing(Path file) {
    if (!Files.isReadable(file) && !file.equals(Path.of("none"))) {
      throw new Malformed(file + ": there is no such ssh_config that can be read; see -F");
    }
    return file;
  }
}
