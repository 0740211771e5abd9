package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateShapeTest {
  @ParameterizedTest
  @CsvSource({
    "train --bs {{bs}}, sleep {{bs}} && echo",
    "{{a}}{{b}}, x{{a}}-{{b}}",
  })
  void what_stands_around_the_tags_does_not_count(String one, String other) {
    assertEquals(TemplateShape.of(one), TemplateShape.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "a {{bs}}, a {{lr}}",
    "a {{bs}}, a {{ bs}}",
    "a {{bs}}, a {{bs",
    "a {{bs}}, a \\{{bs}}",
    "a {{bs}}, a {{bs}}}",
    "'a {{#from_json}}1{{/from_json}}', 'a {{#from_json}}x{{/from_json}}'",
    "'a {{~#from_json}}1{{/from_json}}', 'a {{~#from_json}}x{{/from_json}}'",
    "'a {{ #from_json}}1{{/from_json}}', 'a {{ #from_json}}x{{/from_json}}'",
  })
  void what_may_be_wrong_counts(String one, String other) {
    assertNotEquals(TemplateShape.of(one), TemplateShape.of(other));
  }
}
