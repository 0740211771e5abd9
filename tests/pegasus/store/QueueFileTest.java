package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pegasus.PegasusException.Malformed;
import pegasus.support.QueueFolder;

class QueueFileTest {
  @TempDir Path temp;

  private QueueFolder folder() {
    return new QueueFolder(temp).with("- one\n");
  }

  private static AppendFile consumed(QueueFolder folder) {
    return new AppendFile(folder.consumed(), folder.queue());
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void a_reader_has_the_old_text_or_the_new_one_whole() throws Exception {
    var folder = folder();
    try (var reader = Files.newBufferedReader(folder.queue())) {
      new QueueFile(folder.queue()).replace("- two\n");

      assertEquals("- one", reader.readLine());
    }
    assertEquals("- two\n", folder.queueText());
  }

  @Test
  void what_a_writer_that_died_left_behind_is_in_nobodys_way() throws Exception {
    var folder = folder();
    Files.writeString(temp.resolve(".queue.yaml.new"), "half of it");

    new QueueFile(folder.queue()).replace("- two\n");

    assertEquals("- two\n", folder.queueText());
    assertEquals(1, folder.files().size());
  }

  @Test
  void a_link_stays_a_link() throws Exception {
    var folder = folder();
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link.yaml"), folder.queue());

    new QueueFile(link).replace("- two\n");

    assertTrue(Files.isSymbolicLink(link));
    assertEquals("- two\n", folder.queueText());
  }

  @ParameterizedTest
  @CsvSource({"rw-------", "rw-rw-r--", "r--r-----", "rw-rw-rw-"})
  void permissions_stay_as_they_are(String permissions) throws Exception {
    var folder = folder();
    Files.setPosixFilePermissions(folder.queue(), PosixFilePermissions.fromString(permissions));

    new QueueFile(folder.queue()).replace("- two\n");

    assertEquals(permissions, permissions(folder.queue()));
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, rw-------",
    "rw-r--r--, rw-r-----",
    "rw-rw-rw-, rw-rw----",
    "r--r--r--, rw-r-----",
  })
  void what_is_written_beside_is_not_for_the_rest_of_the_world(String queue, String beside)
      throws Exception {
    var folder = folder();
    Files.setPosixFilePermissions(folder.queue(), PosixFilePermissions.fromString(queue));

    consumed(folder).append("- one\n");

    assertEquals(beside, permissions(folder.consumed()));
  }

  @Test
  void owner_and_group_stay_as_they_are() throws Exception {
    var folder = folder();
    assumeFalse(Files.getOwner(folder.queue()).getName().equals("nobody"));
    var lookup = temp.getFileSystem().getUserPrincipalLookupService();
    try {
      Files.setOwner(folder.queue(), lookup.lookupPrincipalByName("nobody"));
    } catch (IOException e) {
      assumeFalse(true, "only root may give a file away");
    }

    new QueueFile(folder.queue()).replace("- two\n");
    consumed(folder).append("- one\n");

    assertEquals("nobody", Files.getOwner(folder.queue()).getName());
    assertEquals("nobody", Files.getOwner(folder.consumed()).getName());
  }

  @Test
  void a_folder_that_nobody_may_write_to_is_an_error_of_one_line() throws Exception {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere");
    var folder = folder();
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      var file = new QueueFile(folder.queue());
      var e = assertThrows(StoreException.class, () -> file.replace(""));

      assertTrue(e.getMessage().contains("no permission"), e.getMessage());
      assertEquals("- one\n", folder.queueText());
    } finally {
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void an_edit_right_after_a_change_is_not_taken_for_the_change() throws Exception {
    var folder = folder();
    var file = new QueueFile(folder.queue());

    Optional<Stamp> ours = QueueFile.prepare(folder.queue(), Change.Anew.of("- two\n"));
    assertTrue(QueueFile.commit(folder.queue(), Optional.empty()));

    assertEquals(ours, file.stamp(ours));
    Files.writeString(folder.queue(), "- more\n", StandardOpenOption.APPEND);
    assertFalse(ours.equals(file.stamp(ours)));
  }

  @Test
  void what_somebody_has_written_since_it_was_read_is_not_replaced() throws Exception {
    var folder = folder();
    Optional<Stamp> read = Stamp.of(folder.queue());

    QueueFile.prepare(folder.queue(), Change.Anew.of("- two\n"));
    Files.writeString(folder.queue(), "- more\n", StandardOpenOption.APPEND);

    assertFalse(QueueFile.commit(folder.queue(), read));
    assertEquals("- one\n- more\n", folder.queueText());
  }

  @Test
  void what_is_added_at_the_moment_of_a_change_comes_along() throws Exception {
    assertEquals("- two\n- more\n", rescued("", "- more\n"));
  }

  @Test
  void what_is_saved_at_the_moment_of_a_change_takes_the_place_of_all() throws Exception {
    for (String saved : List.of("- 1\n", "- abc\n", "- several\n- others\n")) {
      assertEquals(saved, rescued(saved, ""));
    }
  }

  /// What becomes of a file that somebody has open while a new one takes its place.
  ///
  /// @param saved what is written in the place of all, if it is something
  private String rescued(String saved, String added) throws Exception {
    var folder = folder();
    Path open = Files.createLink(temp.resolve("as others have it open"), folder.queue());
    try (var old = new ReplacedFile(folder.queue())) {
      QueueFile.prepare(folder.queue(), Change.Anew.of("- two\n"));
      assertTrue(QueueFile.commit(folder.queue(), Optional.empty()));
      if (!saved.isEmpty()) {
        Files.writeString(open, saved);
      }
      Files.writeString(open, added, StandardOpenOption.APPEND);
      QueueFile.rescue(old, folder.queue());
    }
    Files.delete(open);
    return folder.queueText();
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    var e = assertThrows(Malformed.class, () -> new QueueFile(temp.resolve("nix.yaml")).read());

    assertTrue(e.getMessage().contains("nix.yaml: there is no such file"), e.getMessage());
  }

  @Test
  void a_line_that_is_not_utf8_is_named() throws Exception {
    var folder = folder();
    Files.write(folder.queue(), new byte[] {'-', ' ', 'a', '\n', '-', ' ', (byte) 0xE9, '\n'});

    var e = assertThrows(Malformed.class, () -> new QueueFile(folder.queue()).read());

    assertTrue(e.getMessage().contains("queue.yaml:2: "), e.getMessage());
  }

  @Test
  void a_line_that_was_cut_off_does_not_swallow_the_next() throws Exception {
    var folder = folder();
    Files.writeString(folder.consumed(), "- half");

    consumed(folder).append("- one\n");

    assertEquals("- half\n- one\n", folder.consumedText());
  }
}
