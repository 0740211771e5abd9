package pegasus.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pegasus.session.SshConfigText.Block;
import pegasus.session.SshConfigText.Line;
import pegasus.session.SshConfigText.Root;

/// ssh_config as read here, for machines without the ssh client: `Host` blocks, `Match all`,
/// `Include`, and the first value of a keyword wins. Other `Match` blocks are passed over: what
/// they ask for needs the ssh client.
///
/// @param files in the order in which they are read
/// @param asked whether the user asked for these files, so that they have to exist
record SshConfigFile(List<Root> files, boolean asked) implements SshConfig {
  private static final Path SYSTEM = Path.of("/etc/ssh");

  /// @param file the user's, wherever it lies (ssh(1), `-F`); those that ssh reads where empty
  static SshConfigFile of(Optional<Path> file) {
    Path user = Path.of(System.getProperty("user.home"), ".ssh");
    return file.map(
            f -> new SshConfigFile(List.of(new Root(f, user)), !f.toString().equals("none")))
        .orElse(
            new SshConfigFile(
                List.of(
                    new Root(user.resolve("config"), user),
                    new Root(SYSTEM.resolve("ssh_config"), SYSTEM)),
                false));
  }

  @Override
  public SshKeywords read(SshDestination destination) throws IOException {
    return Reading.of(text(), destination);
  }

  SshConfigText text() throws IOException {
    for (var root : files) {
      if (asked && !Files.isReadable(root.file())) {
        throw new SshFailure(
            "the ssh_config %s is not there, or cannot be read".formatted(root.file()));
      }
    }
    return SshConfigText.read(files);
  }

  /// What lines say about one destination.
  ///
  /// @param name what Host patterns are compared with: the name as it was asked for
  /// @param words what holds so far
  record Reading(String name, SshKeywords words) {
    static SshKeywords of(SshConfigText text, SshDestination destination) {
      var reading = new Reading(destination.host(), new SshKeywords());
      reading.read(text.blocks());
      return reading.words;
    }

    private void read(List<Block> blocks) {
      for (Block block : blocks) {
        if (block.when().holds(name)) {
          block.lines().forEach(this::read);
        }
      }
    }

    private void read(Line line) {
      switch (line) {
        case Line.Include(_, var included) -> read(included);
        case Line.Setting setting -> set(setting);
        case Line.Unclear _ -> {}
      }
    }

    /// Of ProxyJump and ProxyCommand the one that is read first holds, but `ProxyJump none` leaves
    /// room for the other.
    private void set(Line.Setting it) {
      switch (it.keyword()) {
        case "proxyjump" -> add(it, words.first("proxycommand").isEmpty());
        case "proxycommand" -> add(it, words.some("proxyjump").isEmpty());
        default -> words.add(it.keyword(), it.words());
      }
    }

    private void add(Line.Setting proxy, boolean holds) {
      if (holds) {
        words.add(proxy.keyword(), proxy.value());
      }
    }
  }
}
