package pegasus;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// How a run goes. Start from [#defaults()] and change what matters:
/// `Options.defaults().withDaemon(true)`.
///
/// @param sshConfig the ssh_config to read instead of the user's, as in `ssh -F`
/// @param daemon whether to wait for more when the queue is empty
/// @param errorAborts whether a broadcast stops after the first job that fails on some host
/// @param capture how many bytes of each command's stdout, and of its stderr, a result keeps: the last ones
/// @param listener hears of everything as it happens
public record Options(
    Optional<Path> sshConfig,
    boolean daemon,
    boolean errorAborts,
    int capture,
    Consumer<Event> listener) {
  public Options {
    if (capture < 0) {
      throw new PegasusException.Malformed("capture is a number of bytes, not " + capture);
    }
  }

  /// The user's ssh_config, no daemon, failures do not stop the run, a mebibyte of each output kept, nobody listens.
  public static Options defaults() {
    return new Options(Optional.empty(), false, false, 1 << 20, event -> {});
  }

  public Options withSshConfig(Path file) {
    return new Options(Optional.of(file), daemon, errorAborts, capture, listener);
  }

  public Options withDaemon(boolean on) {
    return new Options(sshConfig, on, errorAborts, capture, listener);
  }

  public Options withErrorAborts(boolean on) {
    return new Options(sshConfig, daemon, on, capture, listener);
  }

  public Options withCapture(int bytes) {
    return new Options(sshConfig, daemon, errorAborts, bytes, listener);
  }

  public Options withListener(Consumer<Event> to) {
    return new Options(sshConfig, daemon, errorAborts, capture, to);
  }
}
