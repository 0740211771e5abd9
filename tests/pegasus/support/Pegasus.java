package pegasus.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pegasus.cli.App;

/// The command `pegasus`, started as a user does, in a process of its own and in a folder with its
/// files.
///
/// ```
/// var ended = Pegasus.in(folder).on(nodes).hosts("- node-1").queue("- echo hi").run("q");
/// ```
public final class Pegasus {
  private final Path folder;
  private final List<String> options = new ArrayList<>();

  private Pegasus(Path folder) {
    this.folder = folder;
  }

  public static Pegasus in(Path folder) {
    return new Pegasus(folder);
  }

  /// Reaches hosts by the ssh_config of these nodes.
  public Pegasus on(Nodes nodes) {
    return sshConfig(nodes.sshConfig());
  }

  /// Reaches hosts by this ssh_config.
  public Pegasus sshConfig(Path file) {
    options.addAll(List.of("-F", file.toString()));
    return this;
  }

  /// Writes hosts.yaml.
  public Pegasus hosts(String... lines) throws IOException {
    Files.write(folder.resolve("hosts.yaml"), List.of(lines));
    return this;
  }

  /// Writes queue.yaml.
  public Pegasus queue(String... lines) throws IOException {
    Files.write(folder.resolve("queue.yaml"), List.of(lines));
    return this;
  }

  /// The text of a file in the folder.
  public String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /// The lines of a file in the folder.
  public List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  /// Runs it to its end.
  public Program.Ended run(String... arguments) throws IOException, InterruptedException {
    return program(arguments).run();
  }

  /// What [#run] runs, for changes.
  public Program program(String... arguments) {
    return Program.of(command(arguments).toArray(String[]::new)).in(folder);
  }

  /// Runs it in this JVM, since a process takes a second: for long tables of what is refused before
  /// any command runs.
  public Program.Ended runInside(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    System.setOut(new PrintStream(out, true, UTF_8));
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      int status = App.run(arguments);
      long pid = ProcessHandle.current().pid();
      return new Program.Ended(status, out.toString(UTF_8), err.toString(UTF_8), pid);
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  /// Starts it, and lets it run.
  public Background start(String... arguments) throws IOException {
    return start(Map.of(), command(arguments));
  }

  /// Starts it under another program, such as a shell: `sh -c '"$@" | head' sh`.
  public Background startUnder(List<String> other, String... arguments) throws IOException {
    return startUnder(other, Map.of(), arguments);
  }

  /// Starts it under another program, with more in its environment.
  public Background startUnder(
      List<String> other, Map<String, String> variables, String... arguments) throws IOException {
    var command = Stream.concat(other.stream(), command(arguments).stream()).toList();
    return start(variables, command);
  }

  private Background start(Map<String, String> variables, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(variables);
    return Background.start(builder);
  }

  /// The command line. The JVM's own settings make it start quicker.
  private List<String> command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "Pegasus"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(options);
    return command;
  }
}
