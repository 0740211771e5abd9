package pegasus.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pegasus.Job;
import pegasus.PegasusException.Malformed;
import pegasus.spec.Node.Scalar;

/// One entry of queue.yaml: commands and parameters whose product are its jobs, or those of its
/// jobs that are left.
public final class QueueEntry {
  static final String COMMAND = "command";

  private final Grid<Scalar> grid;
  private final int taken;

  private QueueEntry(Grid<Scalar> grid, int taken) {
    this.grid = grid;
    this.taken = taken;
  }

  static QueueEntry read(Node node) {
    // Commands vary slowest, wherever the key stands.
    return new QueueEntry(Entry.read(node, COMMAND).slowest(COMMAND), 0);
  }

  /// How many jobs it stands for, at least 1.
  public int size() {
    return grid.size() - taken;
  }

  /// @param index from 0; commands vary slowest, the last parameter fastest
  public Job job(int index) {
    var parameters = new LinkedHashMap<String, String>();
    grid.point(taken + index).forEach((name, value) -> parameters.put(name, value.text()));
    return new Job(parameters.remove(COMMAND), parameters);
  }

  /// All of its jobs, in order.
  public Stream<Job> jobs() {
    return IntStream.range(0, size()).mapToObj(this::job);
  }

  /// One job for each command: what is enough to see whether the templates and their names are
  /// right.
  List<Sample> samples() {
    List<Scalar> commands = grid.axes().get(COMMAND);
    int each = grid.size() / commands.size();
    return IntStream.range(taken / each, commands.size())
        .mapToObj(i -> new Sample(commands.get(i).place(), job(Math.max(0, i * each - taken))))
        .toList();
  }

  /// A job and where its command stands.
  record Sample(Place place, Job job) {
    /// @throws Malformed naming the place, when the job is that
    void checkBy(Consumer<Job> check) {
      try {
        check.accept(job);
      } catch (Malformed e) {
        throw place.mistake(e.getMessage());
      }
    }
  }

  /// The entry without its first job; it must have another one.
  QueueEntry rest() {
    return new QueueEntry(grid, taken + 1);
  }

  /// The lines that each value takes in the canonical form of its jobs, each after `margin`. They
  /// are made once per value, and not once per job.
  Grid<String> lines(String margin) {
    return grid.map(
        (name, value) -> Canonical.indent(Canonical.lines(name, List.of(value.text())), margin));
  }

  /// The whole entry in canonical form, nothing expanded.
  String canonical() {
    var entry = new StringBuilder();
    grid.axes()
        .forEach(
            (name, values) ->
                entry.append(Canonical.lines(name, values.stream().map(Scalar::text).toList())));
    return entry.toString();
  }
}
