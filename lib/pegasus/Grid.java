package pegasus;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.BaseStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import pegasus.PegasusException.Malformed;

/// The product of parameter values, made by a program: the same as a mapping in queue.yaml. The
/// first parameter varies slowest, the last one fastest.
///
/// ```java
/// List<Job> jobs =
///     Grid.of("lr", 0.1, 0.01)
///         .and("bs", IntStream.iterate(8, bs -> bs <= 64, bs -> 2 * bs))
///         .jobs("echo --lr {{ lr }} --bs {{ bs }}");
/// Queue.openOrCreate("sweep.yaml").push(jobs);
/// ```
public final class Grid {
  private final pegasus.spec.Grid<String> points;

  private Grid(SequencedMap<String, List<String>> axes) {
    try {
      this.points = new pegasus.spec.Grid<>(axes);
    } catch (ArithmeticException e) {
      throw new Malformed("a grid of " + axes.keySet() + " is too large: " + e.getMessage());
    }
  }

  /// A grid of one parameter.
  ///
  /// @param name of the parameter
  /// @param values at least one; their texts count: 0.1 is `0.1`
  /// @return as many points as values
  /// @throws Malformed when there is no value, or one has no text
  public static Grid of(String name, Object... values) {
    return new Grid(new LinkedHashMap<>()).and(name, values);
  }

  /// Like [#of(String, Object...)].
  ///
  /// @param name of the parameter
  /// @param values a list, a set
  /// @return as many points as values
  public static Grid of(String name, Iterable<?> values) {
    return new Grid(new LinkedHashMap<>()).and(name, values);
  }

  /// Like [#of(String, Object...)].
  ///
  /// @param name of the parameter
  /// @param values a stream, such as `IntStream.rangeClosed(1, 3)`
  /// @return as many points as values
  public static Grid of(String name, BaseStream<?, ?> values) {
    return new Grid(new LinkedHashMap<>()).and(name, values);
  }

  /// This grid times the values of one more parameter, which varies fastest.
  ///
  /// @param name of the parameter
  /// @param values at least one; their texts count: 0.1 is `0.1`
  /// @return a new grid
  /// @throws Malformed when there is no value, or one has no text, or the name is taken, or there
  ///   are over a million points
  public Grid and(String name, Object... values) {
    return and(name, Arrays.asList(values).iterator());
  }

  /// Like [#and(String, Object...)].
  ///
  /// @param name of the parameter
  /// @param values a list, a set
  /// @return a new grid
  public Grid and(String name, Iterable<?> values) {
    return and(name, values.iterator());
  }

  /// Like [#and(String, Object...)].
  ///
  /// @param name of the parameter
  /// @param values a stream, such as `IntStream.rangeClosed(1, 3)`
  /// @return a new grid
  public Grid and(String name, BaseStream<?, ?> values) {
    return and(name, values.iterator());
  }

  private Grid and(String name, Iterator<?> values) {
    var more = new LinkedHashMap<>(points.axes());
    if (more.put(name, texts(name, values)) != null) {
      throw new Malformed("the parameter " + name + " is in the grid already");
    }
    return new Grid(more);
  }

  private static List<String> texts(String name, Iterator<?> values) {
    var stream = Spliterators.spliteratorUnknownSize(values, Spliterator.ORDERED);
    List<String> texts =
        StreamSupport.stream(stream, false)
            .limit(pegasus.spec.Grid.MOST + 1L)
            .map(value -> Parameters.text(name, value))
            .toList();
    if (texts.isEmpty()) {
      throw new Malformed("the parameter " + name + " needs a value");
    }
    return texts;
  }

  /// How many points there are.
  ///
  /// @return at least 1
  public int size() {
    return points.size();
  }

  /// The points, each as a map from names to values.
  ///
  /// @return in order
  public List<Map<String, String>> points() {
    return IntStream.range(0, size()).<Map<String, String>>mapToObj(points::point).toList();
  }

  /// A job for each point.
  ///
  /// @param command the template of all of them
  /// @return in the order of the points
  public List<Job> jobs(String command) {
    return points().stream().map(point -> new Job(command, point)).toList();
  }

  /// `lr: [0.1, 0.01] x bs: [8, 16]: 4 points`.
  @Override
  public String toString() {
    return String.join(
            " x ",
            points.axes().entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList())
        + ": "
        + Counted.of(size(), "point");
  }
}
