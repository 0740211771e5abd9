package pegasus.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import pegasus.Event;
import pegasus.PegasusException.Malformed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `pegasus l`: edit the queue while it is being worked off.
@Command(
    name = "l",
    aliases = "lock",
    description = "Lock the queue and edit it; what runs meanwhile goes on.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class)
public final class LockMode implements Callable<Integer> {
  @Option(
      names = "--queue-file",
      paramLabel = "F",
      description = "The queue (default: queue.yaml).")
  Path queueFile = Path.of("queue.yaml");

  @Option(
      names = "--editor",
      paramLabel = "CMD",
      description = "The editor, with its arguments (default: $EDITOR, or vim).")
  Optional<String> editor = Optional.empty();

  @Override
  public Integer call() {
    try (var console = Console.ofProcess(1, () -> {})) {
      var command = new Editor(editor());
      var edit = new QueueEdit(queueFile, command, text -> console.accept(new Event.Notice(text)));
      try (Interrupts _ = new Interrupts(_ -> edit.interrupt())) {
        return edit.run();
      }
    }
  }

  private String editor() {
    if (editor.filter(String::isBlank).isPresent()) {
      throw new Malformed("--editor names no program");
    }
    return editor.or(LockMode::fromEnvironment).orElse("vim");
  }

  private static Optional<String> fromEnvironment() {
    return Optional.ofNullable(System.getenv("EDITOR")).filter(text -> !text.isBlank());
  }
}
