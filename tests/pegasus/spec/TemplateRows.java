package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// A table of templates and what they render: `template ⇒ text` on each line, with ⏎ for a line
/// break.
final class TemplateRows {
  private TemplateRows() {}

  static Stream<DynamicTest> tests(String rows, Map<String, String> parameters) {
    return rows.lines().map(row -> test(row.replace('⏎', '\n').split(" +⇒ ?", 2), parameters));
  }

  private static DynamicTest test(String[] row, Map<String, String> parameters) {
    return dynamicTest(
        row[0], () -> assertEquals(row[1], Template.parse(row[0]).render(parameters)));
  }
}
