package pegasus.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What ssh_config files say, with the files that they include.
///
/// @param blocks in the order in which they are read
/// @param sources the files and the folders of includes, each as it was before
record SshConfigText(List<Block> blocks, Map<Path, FileCache.State> sources) {
  private static final Pattern LINE = Pattern.compile("\\s*(\\w+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(#.*)|(\\S+)");
  private static final Pattern SIMPLE = Pattern.compile("[\\w./:~-]+");
  private static final int DEEPEST_INCLUDE = 16;

  /// A file that is read by itself.
  ///
  /// @param folder where its relative includes are, and those of the files it includes
  record Root(Path file, Path folder) {}

  /// Lines that hold for the same hosts.
  record Block(When when, List<Line> lines) {}

  /// Which hosts a block is for.
  sealed interface When {
    /// Those that the block is for in which the file is included.
    record Always() implements When {}

    record Host(HostPatterns patterns) implements When {}

    record Match(String condition) implements When {}

    default boolean holds(String name) {
      return switch (this) {
        case Always _ -> true;
        case Host(var patterns) -> patterns.matches(name);
        case Match(var condition) -> condition.equalsIgnoreCase("all");
      };
    }
  }

  /// A line that begins no block.
  sealed interface Line {
    /// Stands for what other files say.
    ///
    /// @param patterns which files
    record Include(List<String> patterns, List<Block> blocks) implements Line {}

    /// @param keyword in lower case
    /// @param value as it is written
    /// @param words the same, without quotes and comment
    record Setting(String keyword, String value, String words) implements Line {}

    /// Whatever else there is.
    record Unclear(String text) implements Line {}
  }

  /// @throws SshFailure when a file cannot be read, or includes itself
  static SshConfigText read(List<Root> roots) throws IOException {
    var sources = new HashMap<Path, FileCache.State>();
    var blocks = new ArrayList<Block>();
    for (var root : roots) {
      blocks.addAll(new Reading(root, sources, 0).blocks());
    }
    return new SshConfigText(List.copyOf(blocks), Map.copyOf(sources));
  }

  /// Whether nothing has changed since it was read, as far as the files tell without being read.
  boolean upToDate() {
    return sources.entrySet().stream()
        .allMatch(it -> it.getValue().equals(FileCache.State.of(it.getKey())));
  }

  /// The files that were there to be read.
  Set<Path> files() {
    return sources.keySet().stream().filter(Files::isRegularFile).collect(Collectors.toSet());
  }

  /// The words of a value, without quotes and comment.
  static List<String> split(String value) {
    if (SIMPLE.matcher(value).matches()) {
      return List.of(value); // as most are
    }
    var words = new ArrayList<String>();
    for (var word : WORD.matcher(value).results().toList()) {
      if (word.group(2) != null) {
        break;
      }
      words.add(word.group(1) != null ? word.group(1) : word.group(3));
    }
    return words;
  }

  /// One file on its way.
  private record Reading(Root root, Map<Path, FileCache.State> sources, int depth) {
    List<Block> blocks() throws IOException {
      if (depth > DEEPEST_INCLUDE) {
        throw new SshFailure(
            "%s is included too deep: does it include itself?".formatted(root.file()));
      }
      var blocks = new ArrayList<>(List.of(block(new When.Always())));
      for (String text : text()) {
        if (!text.isBlank() && !text.strip().startsWith("#")) {
          add(text, blocks);
        }
      }
      return blocks;
    }

    private List<String> text() throws IOException {
      Path file = root.file();
      sources.put(file, FileCache.State.of(file));
      try {
        return Files.isRegularFile(file)
            ? Files.readAllLines(file, StandardCharsets.UTF_8)
            : List.of();
      } catch (IOException e) {
        throw new SshFailure("%s cannot be read: %s".formatted(file, e), e);
      }
    }

    private void add(String text, List<Block> blocks) throws IOException {
      var lines = blocks.getLast().lines();
      var line = LINE.matcher(text);
      if (!line.matches()) {
        lines.add(new Line.Unclear(text));
        return;
      }
      String value = line.group(2);
      String keyword = line.group(1).toLowerCase(Locale.ROOT);
      switch (keyword) {
        case "host" -> blocks.add(block(new When.Host(new HostPatterns(split(value)))));
        case "match" -> blocks.add(block(new When.Match(value)));
        case "include" -> lines.add(include(split(value)));
        default -> lines.add(new Line.Setting(keyword, value, String.join(" ", split(value))));
      }
    }

    private static Block block(When when) {
      return new Block(when, new ArrayList<>());
    }

    private Line include(List<String> patterns) throws IOException {
      var blocks = new ArrayList<Block>();
      for (String pattern : patterns) {
        for (Path included : matching(pattern)) {
          var next = new Root(included, root.folder());
          blocks.addAll(new Reading(next, sources, depth + 1).blocks());
        }
      }
      return new Line.Include(patterns, blocks);
    }

    /// The files of an Include: `*` and `?` in the last part of the path only, as in a shell.
    private List<Path> matching(String pattern) throws IOException {
      String home = Matcher.quoteReplacement(System.getProperty("user.home"));
      Path path = root.folder().resolve(pattern.replaceFirst("^~(?=/)", home));
      Path folder = path.getParent();
      sources.put(folder, FileCache.State.of(folder));
      if (!Files.isDirectory(folder)) {
        return List.of();
      }
      try (Stream<Path> there = Files.list(folder)) {
        var glob = path.getFileName().toString();
        return there.filter(p -> fits(p.getFileName().toString(), glob)).sorted().toList();
      }
    }

    private static boolean fits(String name, String glob) {
      return name.startsWith(".") == glob.startsWith(".")
          && new HostPatterns(List.of(glob)).matches(name);
    }
  }
}
