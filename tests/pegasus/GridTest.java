package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pegasus.PegasusException.Malformed;

class GridTest {
  @Test
  void the_first_parameter_varies_slowest_and_the_last_one_fastest() {
    Grid grid = Grid.of("a", 1, 2).and("b", List.of("x", "y"));

    assertEquals(
        List.of("1x", "1y", "2x", "2y"),
        grid.points().stream().map(point -> point.get("a") + point.get("b")).toList());
    assertEquals(4, grid.size());
    assertEquals("a: [1, 2] x b: [x, y]: 4 points", grid.toString());
  }

  @Test
  void it_has_the_order_of_the_same_mapping_in_a_queue() {
    List<Job> jobs = Grid.of("a", 1, 2).and("b", 3, 4).jobs("run {{a}} {{b}}");

    assertEquals(
        List.of("run 1 3", "run 1 4", "run 2 3", "run 2 4"),
        jobs.stream().map(job -> job.render(new Host("h"))).toList());
  }

  @Test
  void values_arrive_as_one_would_write_them() {
    var values =
        Stream.of(
            0.1, 1e-4, 0.1f, 1e21, 100L, true, new BigDecimal("0.10"), Path.of("a b"), "1e-3");

    assertEquals(
        List.of(
            "0.1", "0.0001", "0.1", "1000000000000000000000", "100", "true", "0.10", "a b", "1e-3"),
        Grid.of("x", values).points().stream().map(point -> point.get("x")).toList());
  }

  @Test
  void streams_and_collections_of_java_are_values() {
    assertEquals(3, Grid.of("n", IntStream.rangeClosed(1, 3)).size());
    assertEquals(2, Grid.of("n", new ArrayList<>(List.of(1, 2))).size());
    assertEquals(Map.of("n", "1"), Grid.of("n", 1).points().getFirst());
  }

  @Test
  void what_is_no_value_is_refused() {
    assertThrows(Malformed.class, () -> Grid.of("n"));
    assertThrows(Malformed.class, () -> Grid.of("n", Arrays.asList(1, null)));
    assertThrows(Malformed.class, () -> Grid.of("n", (Object) new int[] {1, 2}));
    assertThrows(Malformed.class, () -> Grid.of("n", 1).and("n", 2));
    assertThrows(Malformed.class, () -> Grid.of("command", 1).jobs("x"));
  }

  @Test
  void a_grid_of_over_a_million_points_is_refused_before_it_is_made() {
    Grid large = Grid.of("a", IntStream.range(0, 1000)).and("b", IntStream.range(0, 1000));

    var e = assertThrows(Malformed.class, () -> large.and("c", 1, 2));

    assertTrue(e.getMessage().contains("[a, b, c]"), e.getMessage());
    assertThrows(Malformed.class, () -> Grid.of("a", IntStream.iterate(0, i -> i + 1)));
  }
}
