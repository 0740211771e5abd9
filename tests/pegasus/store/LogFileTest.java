package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.PegasusException.Malformed;

class LogFileTest {
  private static final byte[] BYTES = {'a', '\r', (byte) 0xFF, 0, '\n', 'b'};

  @TempDir Path folder;
  private final List<String> troubles = new ArrayList<>();

  @Test
  void bytes_stay_as_they_are_and_are_there_as_they_come() throws IOException {
    LogFile log = log("j1.out");
    log.accept(BYTES, BYTES.length);
    assertArrayEquals(BYTES, Files.readAllBytes(folder.resolve("j1.out")));
    log.accept(new byte[] {'c', 'd'}, 1);
    log.end();
    assertEquals("bc", new String(Files.readAllBytes(log.path().orElseThrow()), 5, 2, "US-ASCII"));
    assertEquals(List.of(), troubles);
  }

  @Test
  void a_command_without_output_has_an_empty_file() throws IOException {
    LogFile log = log("j1.err");
    assertEquals(Optional.empty(), log.path());
    log.end();
    assertEquals(0, Files.size(log.path().orElseThrow()));
  }

  @Test
  void only_the_owner_may_read() throws IOException {
    Path logs = folder.resolve("deep/logs");
    LogFile.makeFolder(logs);
    LogFile.makeFolder(logs);
    new LogFile(logs.resolve("j1.out"), troubles::add).end();
    assertEquals("rwx------", permissions(logs));
    assertEquals("rw-------", permissions(logs.resolve("j1.out")));
  }

  /// In a folder that others may write to, somebody else may have put a link there.
  @Test
  void a_file_that_is_there_is_left_alone() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Files.createSymbolicLink(folder.resolve("j1.out"), other);
    LogFile log = log("j1.out");
    log.accept(BYTES, BYTES.length);
    log.accept(BYTES, BYTES.length);
    log.end();
    assertEquals("mine", Files.readString(other));
    assertEquals(Optional.empty(), log.path());
    assertEquals(1, troubles.size(), troubles::toString);
    assertTrue(troubles.getFirst().contains("j1.out is there already"), troubles::toString);
  }

  @Test
  void a_folder_that_is_a_file_is_refused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    var refused = assertThrows(Malformed.class, () -> LogFile.makeFolder(file));
    assertTrue(
        refused.getMessage().contains("cannot keep log files in " + file), refused::getMessage);
  }

  private LogFile log(String name) {
    return new LogFile(folder.resolve(name), troubles::add);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
