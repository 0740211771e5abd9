package pegasus.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import pegasus.PegasusException.Malformed;

/// A file that the user writes: hosts.yaml, queue.yaml.
///
/// @param path as the user named it
/// @param hint what to write into it, for whoever has none
public record TextFile(Path path, String hint) {
  private static final char REPLACEMENT = '\uFFFD';

  /// The text.
  ///
  /// @throws Malformed when there is no such file, when it is a folder, or when it is not UTF-8
  /// @throws StoreException when it cannot be read
  public String read() {
    try {
      return decode(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw missing();
    } catch (IOException e) {
      if (Files.isDirectory(path)) {
        throw new Malformed(path + ": this is a folder; name the file in it");
      }
      throw new StoreException("read", path, e);
    }
  }

  /// What to say when there is no such file.
  Malformed missing() {
    return new Malformed(path + ": there is no such file; " + hint);
  }

  private String decode(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    // What is not UTF-8 becomes this character; and the file may hold that one, too.
    return text.indexOf(REPLACEMENT) < 0 ? text : strictly(bytes);
  }

  private String strictly(byte[] bytes) {
    var decoder = UTF_8.newDecoder();
    var from = ByteBuffer.wrap(bytes);
    try {
      return decoder.decode(from).toString();
    } catch (CharacterCodingException e) {
      long line = 1;
      for (int i = 0; i < from.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new Malformed(
          "%s:%d: this line is not UTF-8; save the file as UTF-8".formatted(path, line));
    }
  }
}
