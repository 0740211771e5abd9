package bench.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program as its users run it.
///
/// @param command to be followed by a mode and its options
public record PegasusProgram(List<String> command) {
  private static final int PATIENCE = 6000;

  /// The command that JBang turns `./jbang pegasus.java` into, as a running one shows it. One runs
  /// before, as the first one of all writes an archive of classes, which the others start from.
  static PegasusProgram ofJBang(Path root, Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("hosts.yaml"), "- localhost\n");
    Files.writeString(folder.resolve("queue.yaml"), "");
    var jbang = List.of(root.resolve("jbang").toString(), root.resolve("pegasus.java").toString());
    var first = new PegasusProgram(jbang);
    new Shell(folder).run(first.with("--version"));
    var process = new Shell(folder).start(first.with("q", "--daemon"));
    try {
      awaitConnected(process, folder.resolve("err"));
      return new PegasusProgram(command(process.toHandle()));
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static void awaitConnected(Process process, Path said)
      throws IOException, InterruptedException {
    for (int left = PATIENCE; left > 0; left--) {
      if (Files.readString(said).contains("connected")) {
        return;
      }
      if (!process.isAlive()) {
        break;
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("./jbang pegasus.java does not run: " + Files.readString(said));
  }

  private static List<String> command(ProcessHandle process) {
    var command = new ArrayList<String>();
    command.add(process.info().command().orElseThrow());
    List<String> arguments = List.of(process.info().arguments().orElseThrow());
    command.addAll(arguments.subList(0, arguments.lastIndexOf("q")));
    return command;
  }

  /// A command line.
  public List<String> with(String... more) {
    var line = new ArrayList<>(command);
    line.addAll(List.of(more));
    return line;
  }

  /// Writes hosts.yaml and queue.yaml into a folder.
  public static void write(Path folder, List<String> hosts, List<String> entries)
      throws IOException {
    Files.write(folder.resolve("hosts.yaml"), hosts.stream().map(host -> "- " + host).toList());
    Files.write(
        folder.resolve("queue.yaml"),
        entries.stream().map(entry -> "- \"" + escaped(entry) + '"').toList());
    for (String left : List.of("consumed.yaml", "journal.jsonl")) {
      Files.deleteIfExists(folder.resolve(left));
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
