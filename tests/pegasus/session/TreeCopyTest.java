package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A folder from a machine that is not to be trusted.
class TreeCopyTest {
  @TempDir Path folder;

  /// @param name of the only file in the folder `d`
  private record Machine(String name) implements FileTree {
    @Override
    public Optional<Entry> find(String path) {
      return Optional.of(new Entry(path.equals("d"), 0700, 0));
    }

    @Override
    public List<String> list(String of) {
      return List.of(name);
    }

    @Override
    public InputStream read(String file) {
      return new ByteArrayInputStream(new byte[] {'x'});
    }

    @Override
    public void makeFolder(String path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream create(String file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void dress(String path, Entry like) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void replace(String file, String target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  private void fetch(String name) throws IOException {
    var copy = new TreeCopy(new Machine(name), new LocalTree(), () -> false);
    copy.run("d", folder.resolve("all/d").toString());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(it -> folder.relativize(it) + "").toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "..", "/evil", "a/../../evil"})
  void a_name_that_leads_out_of_the_folder_is_refused(String name) throws Exception {
    var e = assertThrows(IOException.class, () -> fetch(name));
    assertTrue(e.getMessage().contains(name), e.getMessage());
    assertEquals(List.of(), files());
  }

  @Test
  void other_odd_names_are_names() throws Exception {
    fetch("..a b*");
    assertEquals(List.of("all/d/..a b*"), files());
  }
}
