package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Moments that commands leave behind, as the times of files: the nodes are this machine. So what
/// is measured does not depend on what a program says about itself, and leaves out its start.
public record Marks(Path folder) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// The command for `sh` that leaves a mark; again, if it is there.
  public String command(String name) {
    return ">" + folder.resolve(name);
  }

  public void clear() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  public void remove(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  private boolean isThere(String name) {
    return Files.exists(folder.resolve(name));
  }

  /// When it was left.
  public Instant time(String name) throws IOException {
    return Files.getLastModifiedTime(folder.resolve(name)).toInstant();
  }

  /// How long it took from one mark to another.
  public double seconds(String from, String to) throws IOException {
    return seconds(time(from), time(to));
  }

  public static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /// Waits for a mark.
  ///
  /// @param by who is to leave it
  /// @param said the file of what it says
  public Instant await(String name, Process by, Path said)
      throws IOException, InterruptedException {
    Instant until = Instant.now().plus(PATIENCE);
    while (!isThere(name)) {
      if (!by.isAlive() || Instant.now().isAfter(until)) {
        throw new IllegalStateException("no mark " + name + ": " + Shell.end(said));
      }
      Thread.sleep(2);
    }
    return time(name);
  }
}
