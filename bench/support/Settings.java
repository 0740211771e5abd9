package bench.support;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a bench was asked for.
@Command(
    description = "Measures Pegasus beside its peers, on servers of its own.",
    mixinStandardHelpOptions = true)
public final class Settings {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Measure everything N times, in turns (default: ${DEFAULT-VALUE}).")
  int rounds = 3;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many commands Pegasus runs in each measurement; each bench has its own.")
  Optional<Integer> jobs = Optional.empty();

  @Option(names = "--smoke", description = "Do next to nothing, only to see that everything works.")
  boolean smoke;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "Measure only what has this in its name; several times: or this.")
  List<String> only = List.of();

  @Option(
      names = "--pegasus",
      paramLabel = "COMMAND",
      description = "Measure this instead of what ./jbang pegasus.java starts.",
      split = " ")
  List<String> pegasus = List.of();

  @Option(
      names = "--original",
      paramLabel = "COMMAND",
      description = "Measure the original program too, where it can do the same.",
      split = " ")
  List<String> original = List.of();

  /// The columns of a table, or the first of them if there is to be next to nothing.
  public <C> List<C> columns(List<C> usual) {
    return smoke ? usual.subList(0, 1) : usual;
  }

  /// Whether a contestant takes part.
  boolean wants(String name) {
    return only.isEmpty() || only.stream().anyMatch(name::contains);
  }

  /// How often everything is measured.
  int rounds() {
    return smoke ? 1 : rounds;
  }

  /// How many commands to run, of which a bench knows best.
  public int jobs(int usual) {
    return smoke ? 4 : jobs.orElse(usual);
  }

  /// An amount that is as usual, unless there is to be next to nothing.
  public int size(int usual, int tiny) {
    return smoke ? tiny : usual;
  }
}
