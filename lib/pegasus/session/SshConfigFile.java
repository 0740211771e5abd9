package pegasus.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// ssh_config as read here, for machines without the ssh client: `Host` blocks, `Match all`,
/// `Include`, and the first value of a keyword wins. Other `Match` blocks are passed over: what
/// they ask for needs the ssh client.
///
/// @param files in the order in which they are read
/// @param asked whether the user asked for these files, so that they have to exist
record SshConfigFile(List<Path> files, boolean asked) implements SshConfig {
  private static final Pattern LINE = Pattern.compile("\\s*(\\w+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(#.*)|(\\S+)");
  private static final int DEEPEST_INCLUDE = 16;

  static SshConfigFile of(Optional<Path> file) {
    return file.map(f -> new SshConfigFile(List.of(f), !f.toString().equals("none")))
        .orElse(
            new SshConfigFile(
                List.of(userFolder().resolve("config"), systemFolder().resolve("ssh_config")),
                false));
  }

  @Override
  public SshKeywords read(SshDestination destination) throws IOException {
    var words = new SshKeywords();
    for (Path file : files) {
      if (asked && !Files.isReadable(file)) {
        throw new SshFailure("the ssh_config %s is not there, or cannot be read".formatted(file));
      }
      new Reading(destination.host(), words, file, true, 0).run();
    }
    return words;
  }

  private static Path userFolder() {
    return Path.of(System.getProperty("user.home"), ".ssh");
  }

  private static Path systemFolder() {
    return Path.of("/etc/ssh");
  }

  /// One file on its way.
  private static final class Reading {
    private final String name;
    private final SshKeywords words;
    private final Path file;
    private final boolean applies;
    private final int depth;
    private boolean active;

    /// @param name what Host patterns are compared with: the name as it was asked for
    /// @param words what holds so far
    /// @param applies whether the block that includes the file does
    Reading(String name, SshKeywords words, Path file, boolean applies, int depth) {
      this.name = name;
      this.words = words;
      this.file = file;
      this.applies = applies;
      this.depth = depth;
      this.active = applies;
    }

    void run() throws IOException {
      if (depth > DEEPEST_INCLUDE) {
        throw new SshFailure("%s is included too deep: does it include itself?".formatted(file));
      }
      for (String text : lines(file)) {
        var line = LINE.matcher(text);
        if (!text.strip().startsWith("#") && line.matches()) {
          line(line.group(1).toLowerCase(Locale.ROOT), line.group(2));
        }
      }
    }

    private void line(String keyword, String value) throws IOException {
      switch (keyword) {
        case "host" -> active = applies && new HostPatterns(split(value)).matches(name);
        case "match" -> active = applies && value.strip().equalsIgnoreCase("all");
        case "include" -> include(value);
        default -> set(keyword, value);
      }
    }

    private void include(String patterns) throws IOException {
      for (String pattern : split(patterns)) {
        for (Path included : matching(file, pattern)) {
          new Reading(name, words, included, active, depth + 1).run();
        }
      }
    }

    /// Of ProxyJump and ProxyCommand the one that is read first holds, but `ProxyJump none` leaves
    /// room for the other.
    private void set(String keyword, String value) {
      switch (keyword) {
        case "proxyjump" -> add(keyword, value, words.first("proxycommand").isEmpty());
        case "proxycommand" -> add(keyword, value, words.some("proxyjump").isEmpty());
        default -> add(keyword, String.join(" ", split(value)), true);
      }
    }

    private void add(String keyword, String value, boolean holds) {
      if (active && holds) {
        words.add(keyword, value);
      }
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.isRegularFile(file)
          ? Files.readAllLines(file, StandardCharsets.UTF_8)
          : List.of();
    } catch (IOException e) {
      throw new SshFailure("%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /// The words of a value, without quotes and comment.
  private static List<String> split(String value) {
    var words = new ArrayList<String>();
    for (var word : WORD.matcher(value).results().toList()) {
      if (word.group(2) != null) {
        break;
      }
      words.add(word.group(1) != null ? word.group(1) : word.group(3));
    }
    return words;
  }

  /// The files of an Include: `*` and `?` in the last part of the path only; relative to the folder
  /// of the configuration that it stands in, the user's or the system's.
  private static List<Path> matching(Path file, String pattern) throws IOException {
    Path folder = file.startsWith(systemFolder()) ? systemFolder() : userFolder();
    Path path = folder.resolve(pattern.replaceFirst("^~(?=/)", System.getProperty("user.home")));
    if (!Files.isDirectory(path.getParent())) {
      return List.of();
    }
    var glob = new HostPatterns(List.of(path.getFileName().toString()));
    try (Stream<Path> there = Files.list(path.getParent())) {
      return there.filter(p -> glob.matches(p.getFileName().toString())).sorted().toList();
    }
  }
}
