package pegasus.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/// The Cartesian product of named values: the first axis varies slowest, the last one fastest.
/// Points are made when asked for, so that a large grid costs no more than its axes.
///
/// @param axes each name's values, none of them empty
public record Grid<V>(SequencedMap<String, List<V>> axes) {
  /// How many points a grid may have. Each of them becomes an entry of a file, or a host.
  public static final int MOST = 1_000_000;

  public Grid {
    if (points(axes) > MOST) {
      throw new ArithmeticException("a product of over " + MOST + " points");
    }
  }

  /// How many points there are.
  public int size() {
    return (int) points(axes);
  }

  /// @param index from 0
  public SequencedMap<String, V> point(int index) {
    var point = new LinkedHashMap<String, V>();
    int rest = index;
    for (Map.Entry<String, List<V>> axis : axes.reversed().entrySet()) {
      List<V> values = axis.getValue();
      point.putFirst(axis.getKey(), values.get(rest % values.size()));
      rest /= values.size();
    }
    return point;
  }

  /// The same points in another order: this axis varies slowest.
  Grid<V> slowest(String axis) {
    if (axis.equals(axes.firstEntry().getKey())) {
      return this;
    }
    var reordered = new LinkedHashMap<>(axes);
    reordered.putFirst(axis, axes.get(axis));
    return new Grid<>(reordered);
  }

  /// The same grid of other values.
  <R> Grid<R> map(BiFunction<String, V, R> change) {
    var changed = new LinkedHashMap<String, List<R>>();
    axes.forEach(
        (name, values) ->
            changed.put(name, values.stream().map(value -> change.apply(name, value)).toList()));
    return new Grid<>(changed);
  }

  /// The number of points, or something beyond [#MOST] as soon as that is sure.
  private static long points(Map<String, ? extends List<?>> axes) {
    long points = 1;
    for (List<?> values : axes.values()) {
      points *= values.size();
      if (points > MOST) {
        break;
      }
    }
    return points;
  }
}
