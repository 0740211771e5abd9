package bench.support;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures contestants in turns, each once in each round, so that whatever else the machine does
/// falls on all of them alike. The first contestant is the one that the others are compared to.
///
/// @param <C> what a column of the table stands for
public final class Contest<C> {
  private final String title;
  private final List<C> columns;
  private final List<Contestant<C>> contestants = new ArrayList<>();

  /// One measurement.
  @FunctionalInterface
  public interface Measure<C> {
    /// @throws Missing when there is nothing to be measured
    double once(C column) throws Exception;
  }

  /// Why there is nothing to be measured here.
  public static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    public Missing(String reason) {
      super(reason);
    }
  }

  private record Contestant<C>(String name, Measure<C> measure, List<Sample> samples) {}

  /// @param title of the first column: what is measured, and in which unit
  public Contest(String title, List<C> columns) {
    this.title = title;
    this.columns = List.copyOf(columns);
  }

  public Contest<C> add(String name, Measure<C> measure) {
    var samples = columns.stream().map(_ -> new Sample()).toList();
    contestants.add(new Contestant<>(name, measure, samples));
    return this;
  }

  /// A contestant that is known to be missing where its program is not installed.
  public Contest<C> addPeer(String name, String program, Measure<C> measure) {
    return add(
        name,
        column -> {
          if (Shell.find(program).isEmpty()) {
            throw new Missing("not installed");
          }
          return measure.once(column);
        });
  }

  /// Measures everything, and makes a table of it. Before that, the first column is measured once
  /// to get everything warm, unless there is one round only.
  public Table run(Settings settings) throws InterruptedException {
    return run(settings, settings.rounds());
  }

  /// The same in a single round, for what takes long or hardly changes.
  public Table once(Settings settings) throws InterruptedException {
    return run(settings, 1);
  }

  private Table run(Settings settings, int rounds) throws InterruptedException {
    contestants.removeIf(contestant -> !settings.wants(contestant.name()));
    if (rounds > 1) {
      measure(0, "warm-up", Sample::forget);
    }
    for (int round = 1; round <= rounds; round++) {
      for (int column = 0; column < columns.size(); column++) {
        measure(column, "round " + round + " of " + rounds, Sample::add);
      }
    }
    return table();
  }

  private void measure(int column, String which, ObjDoubleConsumer<Sample> keep)
      throws InterruptedException {
    for (var contestant : contestants) {
      Progress.say(which + ": " + columns.get(column) + ": " + contestant.name());
      measure(contestant, column, keep);
    }
  }

  private void measure(Contestant<C> contestant, int column, ObjDoubleConsumer<Sample> keep)
      throws InterruptedException {
    Sample sample = contestant.samples().get(column);
    if (sample.failed()) {
      return;
    }
    try {
      keep.accept(sample, contestant.measure().once(columns.get(column)));
    } catch (InterruptedException e) {
      throw e;
    } catch (Missing e) {
      sample.fail(e.getMessage());
    } catch (Exception e) {
      Progress.say(contestant.name() + " failed: " + e.getMessage());
      sample.fail("failed");
    }
  }

  private Table table() {
    var heading = Stream.concat(Stream.of(title), columns.stream().map(Object::toString)).toList();
    return new Table(heading, contestants.stream().map(this::row).toList());
  }

  private List<String> row(Contestant<C> contestant) {
    List<Sample> first = contestants.getFirst().samples();
    return Stream.concat(
            Stream.of(contestant.name()),
            IntStream.range(0, columns.size())
                .mapToObj(column -> contestant.samples().get(column).against(first.get(column))))
        .toList();
  }
}
