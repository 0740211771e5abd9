package pegasus.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// ssh_config as the ssh client itself reads it: `ssh -G` prints what holds for a destination,
/// after Include, Match and defaults, and does not connect.
///
/// @param client the program
/// @param file the ssh_config to read instead of the user's and the system's
record SshConfigCommand(Path client, Optional<Path> file) implements SshConfig {
  private static final Pattern READING = Pattern.compile("debug1: Reading configuration data (.+)");

  /// So much of a file's name it tells.
  private static final int LONGEST = 200;

  /// @param files those that it was read from, as far as their names are told
  record Answer(SshKeywords words, Set<String> files) {
    /// Whether these are the files that it was read from.
    boolean isFrom(Set<Path> expected) {
      return expected.stream()
          .map(file -> file.toString().substring(0, Math.min(LONGEST, file.toString().length())))
          .collect(Collectors.toSet())
          .equals(files);
    }
  }

  @Override
  public SshKeywords read(SshDestination destination) throws IOException, InterruptedException {
    return keywords(output(arguments(destination, List.of())));
  }

  /// The same, with where it is from.
  Answer ask(SshDestination destination) throws IOException, InterruptedException {
    String output = output(arguments(destination, List.of("-v")));
    var files =
        output.lines().map(READING::matcher).filter(Matcher::matches).map(it -> it.group(1));
    return new Answer(keywords(output), files.collect(Collectors.toSet()));
  }

  private static String output(List<String> arguments) throws IOException, InterruptedException {
    var client =
        new ProcessBuilder(OwnGroup.of(arguments))
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    // On another thread: nothing interrupts whoever reads from a process.
    var said = Uninterrupted.start(() -> client.getInputStream().readAllBytes());
    int status = status(client);
    String output = new String(Uninterrupted.result(said), StandardCharsets.UTF_8);
    if (status != 0) {
      throw new SshFailure("ssh -G refuses: " + reason(output));
    }
    return output;
  }

  // What a Match block has it run may take for ever.
  private static int status(Process client) throws InterruptedException {
    try {
      return client.waitFor();
    } catch (InterruptedException e) {
      client.descendants().forEach(ProcessHandle::destroyForcibly);
      client.destroyForcibly();
      throw e;
    }
  }

  /// Whether this is somebody's script around the client, which may read other files.
  boolean isScript() {
    try (var in = Files.newInputStream(client)) {
      return Arrays.equals(in.readNBytes(2), "#!".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException unreadable) {
      return true;
    }
  }

  private List<String> arguments(SshDestination destination, List<String> more) {
    var arguments = new ArrayList<>(List.of(client.toString(), "-G", "-T"));
    file.ifPresent(f -> arguments.addAll(List.of("-F", f.toString())));
    destination.user().ifPresent(user -> arguments.addAll(List.of("-l", user)));
    destination.port().ifPresent(port -> arguments.addAll(List.of("-p", String.valueOf(port))));
    arguments.addAll(more);
    arguments.addAll(List.of("--", destination.host()));
    return arguments;
  }

  private static String reason(String output) {
    return output.isBlank() ? "it does not say why" : String.join("; ", output.lines().toList());
  }

  /// What else ssh has to say among the lines does no harm: it is a keyword that nobody looks up.
  private static SshKeywords keywords(String output) {
    var words = new SshKeywords();
    for (String line : output.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        words.add(line.substring(0, space), line.substring(space + 1));
      }
    }
    return words;
  }
}
