package pegasus.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Helpers that read paths, files and the environment of the machine that Pegasus runs on, not of
/// the nodes.
final class PathHelpers {
  // How Java reads the environment, and what it makes of what it cannot read.
  private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");
  private static final char REPLACEMENT = '\uFFFD';

  static final List<Helper> ALL =
      List.of(
          path("parent", path -> Optional.ofNullable(path.getParent())),
          path("file_name", PathHelpers::fileName),
          Helper.of("extension PATH", call -> Json.of(extension(real(call)))),
          Helper.of(
              "canonicalize PATH",
              call -> Json.of(canonical(given(call)).map(Path::toString).orElse(""))),
          Helper.of("read_to_str PATH", call -> Json.of(read(call))),
          Helper.of("env_var NAME", call -> Json.of(environment(call))));

  private PathHelpers() {}

  private static Helper path(String name, Function<Path, Optional<Path>> part) {
    return Helper.of(
        name + " PATH", call -> Json.of(part.apply(real(call)).map(Path::toString).orElse("")));
  }

  private static Path given(Helper.Call call) {
    try {
      return Path.of(call.text(0));
    } catch (InvalidPathException e) {
      throw call.mistake("takes a path, and this is none: " + e.getMessage());
    }
  }

  /// The path itself, or where it leads if it is there: so `.` has a name too.
  private static Path real(Helper.Call call) {
    Path path = given(call);
    return path.toString().isEmpty() ? path : canonical(path).orElse(path);
  }

  private static Optional<Path> canonical(Path path) {
    try {
      return path.toString().isEmpty() ? Optional.empty() : Optional.of(path.toRealPath());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Path> fileName(Path path) {
    return Optional.ofNullable(path.getFileName()).filter(name -> !name.toString().equals(".."));
  }

  private static String extension(Path path) {
    String name = fileName(path).map(Path::toString).orElse("");
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1) : "";
  }

  private static String read(Helper.Call call) {
    Path path = given(call);
    try {
      return path.toString().isEmpty() || !Files.exists(path) ? "" : Files.readString(path);
    } catch (IOException e) {
      throw call.mistake("cannot read " + path + " as UTF-8 text: " + e.getMessage());
    }
  }

  private static String environment(Helper.Call call) {
    String name = call.text(0);
    String value = environment(name);
    if (value.indexOf(REPLACEMENT) >= 0 && !ENCODING.equals("UTF-8")) {
      throw call.mistake("cannot read " + name + " in this locale; set LC_ALL=C.UTF-8");
    }
    return value;
  }

  /// A few names stand for facts about the machine, as Rust spells them.
  private static String environment(String name) {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    return switch (name) {
      case "OS" -> mac ? "macos" : System.getProperty("os.name").toLowerCase(Locale.ROOT);
      case "ARCH" -> System.getProperty("os.arch").replace("amd64", "x86_64");
      case "FAMILY" -> "unix";
      case "DLL_PREFIX" -> "lib";
      case "DLL_SUFFIX" -> mac ? ".dylib" : ".so";
      case "DLL_EXTENSION" -> mac ? "dylib" : "so";
      case "EXE_EXTENSION", "EXE_SUFFIX" -> "";
      case "USERNAME" ->
          Stream.of("USERNAME", "username", "USER", "user")
              .flatMap(key -> Stream.ofNullable(System.getenv(key)))
              .findFirst()
              .orElse("noname");
      default -> Optional.ofNullable(System.getenv(name)).orElse("");
    };
  }
}
