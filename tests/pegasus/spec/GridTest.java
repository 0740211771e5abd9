package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GridTest {
  @Test
  void the_last_axis_varies_fastest() {
    assertEquals(List.of("a1x", "a1y", "a2x", "a2y", "b1x", "b1y", "b2x", "b2y"), points(abc()));
  }

  @Test
  void an_axis_can_be_made_to_vary_slowest() {
    assertEquals(
        List.of("xa1", "xa2", "xb1", "xb2", "ya1", "ya2", "yb1", "yb2"),
        points(abc().slowest("third")));
  }

  @Test
  void a_grid_without_axes_has_one_point() {
    assertEquals(List.of(""), points(new Grid<>(new LinkedHashMap<>())));
  }

  @Test
  void a_grid_that_no_file_could_hold_is_refused() {
    var axes = new LinkedHashMap<String, List<String>>();
    axes.put("a", Collections.nCopies(1000, "x"));
    axes.put("b", Collections.nCopies(1000, "x"));
    assertEquals(1_000_000, new Grid<>(axes).size());
    for (int i = 0; i < 100; i++) {
      axes.put("c" + i, List.of("x", "y"));
    }
    assertThrows(ArithmeticException.class, () -> new Grid<>(axes));
  }

  private static Grid<String> abc() {
    var axes = new LinkedHashMap<String, List<String>>();
    axes.put("first", List.of("a", "b"));
    axes.put("second", List.of("1", "2"));
    axes.put("third", List.of("x", "y"));
    return new Grid<>(axes);
  }

  private static List<String> points(Grid<String> grid) {
    return IntStream.range(0, grid.size())
        .mapToObj(i -> String.join("", grid.point(i).values()))
        .toList();
  }
}
