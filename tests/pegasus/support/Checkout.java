package pegasus.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The folder that the tests belong to.
public final class Checkout {
  private Checkout() {}

  /// The folder itself: `./jbang` says which when it is started elsewhere, else it is this one or
  /// one above.
  public static Path root() {
    return Optional.ofNullable(System.getenv("PEGASUS_ROOT"))
        .map(Path::of)
        .or(() -> above(Path.of("").toAbsolutePath()))
        .orElseThrow(() -> new IllegalStateException("run the tests in the checkout"));
  }

  private static Optional<Path> above(Path start) {
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("jbang-catalog.json")))
        .findFirst();
  }

  /// A file of the checkout.
  ///
  /// @param path relative to the root
  public static Path file(String path) {
    return root().resolve(path);
  }

  /// The Java files in a folder, as sorted paths relative to the root, with `/`.
  public static List<String> javaFiles(String folder) throws IOException {
    try (var files = Files.walk(file(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> root().relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /// The text of a file of the checkout.
  public static String read(String path) throws IOException {
    return Files.readString(file(path));
  }
}
