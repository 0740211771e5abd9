package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node-1                              | node-1",
        "node-1 node-2 node-3                | node-[1-3]",
        "node-3 node-1 node-2                | node-[1-3]",
        "node-1 node-3 node-4 node-9         | node-[1,3-4,9]",
        "node-9 node-10 node-11              | node-[9-11]",
        "node-08 node-09 node-10             | node-[08-10]",
        "node-9 node-010                     | node-[9,010]",
        "a login node-1 node-2               | a, login, node-[1-2]",
        "10.0.0.1 10.0.0.2                   | 10.0.0.[1-2]",
        "gpu1.dc3 gpu2.dc3                   | gpu[1-2].dc3",
        "r1n1 r1n2 r2n1 r2n2                 | r[1-2]n[1-2]",
        "r1n1 r1n2 r2n1                      | r[1-2]n1, r1n2",
        "same same                           | same",
        "n-99999999999999999999              | n-99999999999999999999",
      })
  void names_that_differ_in_their_numbers_are_one(String names, String folded) {
    assertEquals(folded, Folded.names(List.of(names.split(" "))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- {hostname: [n-1, n-2], gpu: [0, 1]} | n-[1-2] (gpu=[0-1])",
        "- {hostname: [n-1, n-2], user: me}    | n-[1-2] (user=me)",
        "- n-1                                 | n-1",
      })
  void parameters_belong_to_the_name(String yaml, String folded) {
    assertEquals(folded, Folded.hosts(Hosts.parse(yaml)));
  }
}
