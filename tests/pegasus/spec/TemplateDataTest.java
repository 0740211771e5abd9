package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.PegasusException.Malformed;

/// Data as templates read and write it.
class TemplateDataTest {
  private static final String DATA =
      """
      {"list":[1,[2,3],{"x":"y"}],"empty":{},"many":[{"a":1},{"a":2,"t":{"u":true}}],\
      "number":-1.5,"table":{"inner":{"k.e y":"v"}},"text":"\\"it's\\"\\t\\\\ # é\\u0001\\n  two: lines\\n",\
      "traps":["true","null","~","5","1e-3","1e999","","- a","a: b","#","yes","@x","0x1"]}\
      """;

  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void what_is_written_reads_back(DataFormat format) {
    var data = Json.parse(DATA);
    assertEquals(data, format.read(format.write(data)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-1, -1",
    "1.50, 1.5",
    "1e5, 100000.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e16",
    "12.5e20, 1.25e21",
    "0.00001, 0.00001",
    "0.000001, 1e-6",
    "-2.5e-7, -2.5e-7",
    "-0.0, -0.0",
    "18446744073709551615, 18446744073709551615",
    "18446744073709551616, 1.8446744073709552e19"
  })
  void numbers_are_spelled_as_the_original_spells_them(String written, String spelled) {
    assertEquals(spelled, Json.text(Json.parse(written)));
    assertEquals(spelled, Json.compact(Json.parse(written)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,]", "{a: 1}", "'a'", "1 2", "NaN", "1e999", "// x\n1"})
  void what_is_not_json_is_not_read(String text) {
    assertThrows(Malformed.class, () -> Json.parse(text));
  }

  @Test
  void toml_names_a_table_that_holds_values_only() {
    String toml =
        """
        text = "it's \\"b\\""
        list = [[1], { a = 2 }]

        [[many]]
        x = 1

        [[many]]

        [many.sub]
        y = 2

        [a."b c"]
        z = true
        """;
    assertEquals(toml, DataFormat.TOML.write(DataFormat.TOML.read(toml)));
  }

  @Test
  void a_parameter_that_holds_a_list_can_be_looped_over() {
    String template =
        "{{#each (str_to_json layers format=\"yaml\")}}--layer {{this}} {{/each}}{{@root.model}}";
    var parameters = Map.of("layers", "[4, 8]", "model", "m");
    assertEquals("--layer 4 --layer 8 m", Template.parse(template).render(parameters));
  }
}
