package pegasus.spec;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What tags do to the blanks and the lines around them.
class TemplateBlanksTest {
  private static final Map<String, String> PARAMETERS = Map.of("bs", "8", "e", "");

  @TestFactory
  Stream<DynamicTest> a_tilde_takes_all_blanks_on_its_side() {
    return TemplateRows.tests(
        """
        a {{~bs~}} b ⇒ a8b
        a⏎⏎ {{~bs}} b ⇒ a8 b
        a {{bs~}} ⏎ b ⇒ a 8b
        a {{~{bs}~}} b{{{~bs~}}} c ⇒ a8b8c
        {{#if bs~}} a {{~else~}} b {{~/if}} c ⇒ a c
        {{#if e~}} a {{~else~}} b {{~/if}} c ⇒ b c
        a {{~! b ~}} c ⇒ ac
        a {{! b ~}} c ⇒ a  c
        a {{bs~}} {{! b }} c ⇒ a 8c
        """,
        PARAMETERS);
  }

  @TestFactory
  Stream<DynamicTest> a_block_tag_on_its_own_line_takes_the_line() {
    return TemplateRows.tests(
        """
        {{#if bs}}⏎a⏎{{/if}}⏎ ⇒ a⏎
        x⏎  {{#if bs}}  ⏎  a⏎  {{else}}⏎  b⏎  {{/if}}⏎y ⇒ x⏎  a⏎y
        {{#if bs}}⏎a⏎{{/if}} ⇒ a⏎
        {{#if bs}}x{{/if}}⏎y ⇒ x⏎y
        {{#each [1, 2]}}⏎- {{this}}⏎{{/each}}⏎end ⇒ - 1⏎- 2⏎end
        a⏎ {{! note }} ⏎b ⇒ a⏎b
        a⏎{{!-- }} --}}⏎b ⇒ a⏎b
        a {{! note }}⏎b ⇒ a ⏎b
        {{#*inline "p"}}⏎p⏎{{/inline}}⏎{{> p}}⏎x ⇒ p⏎x
        a⏎{{{{raw}}}}⏎ {{b}}⏎{{{{/raw}}}}⏎c ⇒ a⏎{{b}}⏎c
        """,
        PARAMETERS);
  }

  @TestFactory
  Stream<DynamicTest> a_value_on_its_own_line_leaves_the_line() {
    return TemplateRows.tests(
        """
        a⏎{{bs}}⏎b ⇒ a⏎8⏎b
        a⏎  {{{bs}}}  ⏎b ⇒ a⏎  8  ⏎b
        """,
        PARAMETERS);
  }

  @TestFactory
  Stream<DynamicTest> comments_render_nothing() {
    return TemplateRows.tests(
        """
        a{{! b }}c ⇒ ac
        a{{!-- {{bs}} }} --}}c ⇒ ac
        a{{!--b}}c ⇒ ac
        a{{!}}c ⇒ ac
        """,
        PARAMETERS);
  }
}
