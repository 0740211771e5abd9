package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
  @TempDir Path folder;
  private final FileCache<Integer> cache = new FileCache<>();
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void files_are_read_again_only_when_one_of_them_has_changed() throws Exception {
    var key = folder.resolve("key");
    var files = List.of(key, folder.resolve("key.pub"));
    assertEquals(1, read(files), "nothing is there");
    assertEquals(1, read(files));
    Files.writeString(key, "a");
    assertEquals(2, read(files), "come");
    assertEquals(2, read(files));
    Files.writeString(key, "ab");
    assertEquals(3, read(files), "longer");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(4, read(files), "open to others");
    Files.writeString(files.getLast(), "b");
    assertEquals(5, read(files), "the other one");
    Files.move(files.getLast(), key, StandardCopyOption.REPLACE_EXISTING);
    assertEquals(6, read(files), "another file of that name");
    assertEquals(7, read(List.of(key)), "by itself");
  }

  private int read(List<Path> files) {
    return cache.get(files, reads::incrementAndGet);
  }
}
