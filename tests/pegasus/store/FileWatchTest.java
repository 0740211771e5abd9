package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private static final Duration SOON = Duration.ofMillis(50);

  @TempDir Path temp;
  private Path file;
  private final Semaphore changes = new Semaphore(0);

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(temp.resolve("queue.yaml"), "- one\n");
  }

  /// A watch that knows what it is told of, and looks by itself too seldom for a test.
  private FileWatch reported(Path watched) {
    var service = FileWatch.service(watched);
    assertTrue(service.isPresent());
    return FileWatch.start(watched, service, Duration.ofHours(1), changes::release);
  }

  private void awaitChange() throws InterruptedException {
    assertTrue(changes.tryAcquire(30, TimeUnit.SECONDS));
    changes.drainPermits();
  }

  @Test
  void it_tells_of_a_file_that_is_replaced() throws Exception {
    try (var _ = reported(file)) {
      Path next = Files.writeString(temp.resolve("next"), "- two\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      awaitChange();
    }
  }

  @Test
  void it_tells_of_a_file_that_is_written_in_place() throws Exception {
    try (var _ = reported(file)) {
      Files.writeString(file, "- two\n", StandardOpenOption.APPEND);
      awaitChange();
    }
  }

  @Test
  void it_tells_of_a_file_that_goes_and_comes_back() throws Exception {
    try (var _ = reported(file)) {
      Files.delete(file);
      awaitChange();
      Files.writeString(file, "- two\n");
      awaitChange();
    }
  }

  @Test
  void it_tells_of_changes_behind_a_link() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link.yaml"), file);
    try (var _ = FileWatch.start(link, changes::release)) {
      Files.writeString(file, "- another\n");
      awaitChange();
    }
  }

  @Test
  void it_tells_of_changes_where_the_system_reports_none() throws Exception {
    try (var _ = FileWatch.start(file, Optional.empty(), SOON, changes::release)) {
      Files.writeString(file, "- another\n");
      awaitChange();
    }
  }
}
