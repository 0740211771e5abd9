package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  @TempDir Path temp;
  private Path file;
  private final Semaphore changes = new Semaphore(0);

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(temp.resolve("queue.yaml"), "- one\n");
  }

  private void awaitChange() throws InterruptedException {
    assertTrue(changes.tryAcquire(30, TimeUnit.SECONDS));
    changes.drainPermits();
  }

  @Test
  void it_tells_of_a_file_that_is_replaced() throws Exception {
    try (var _ = FileWatch.start(file, changes::release)) {
      Path next = Files.writeString(temp.resolve("next"), "- two\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      awaitChange();
    }
  }

  @Test
  void it_tells_of_a_file_that_is_written_in_place() throws Exception {
    try (var _ = FileWatch.start(file, changes::release)) {
      Files.writeString(file, "- two\n", StandardOpenOption.APPEND);
      awaitChange();
    }
  }

  @Test
  void it_tells_of_a_file_that_goes_and_comes_back() throws Exception {
    try (var _ = FileWatch.start(file, changes::release)) {
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
    try (var _ = FileWatch.start(file, Optional.empty(), changes::release)) {
      Files.writeString(file, "- another\n");
      awaitChange();
    }
  }
}
