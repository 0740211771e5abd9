package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import pegasus.spec.Term.From;
import pegasus.spec.Term.Literal;
import pegasus.spec.Term.Name;

/// What the engine gets to read.
class TemplateReaderTest {
  private static String code(String template) {
    return TemplateReader.read(template).code();
  }

  private static List<Term> terms(String template) {
    return TemplateReader.read(template).terms();
  }

  private static Term text(String text) {
    return new Literal(Json.of(text));
  }

  @Test
  void texts_and_names_become_terms() {
    assertEquals("{{t 1}}{{t 0}}{{t 2}}", code("{\"bs\": {{bs}}}"));
    assertEquals(
        List.of(new Name("bs", From.HERE, 0, List.of("bs")), text("{\"bs\": "), text("}")),
        terms("{\"bs\": {{bs}}}"));
  }

  @Test
  void names_become_steps() {
    assertEquals(
        List.of(
            new Name("this", From.HERE, 0, List.of()),
            new Name("../../a.[b c]/0", From.HERE, 2, List.of("a", "b c", "0")),
            new Name("@root.a", From.ROOT, 0, List.of("a")),
            new Name("@../index", From.BLOCK, 1, List.of("index"))),
        terms("{{this}}{{../../a.[b c]/0}}{{@root.a}}{{@../index}}"));
  }

  @Test
  void a_call_has_its_arguments_first_and_its_keys_last() {
    assertEquals(
        "{{json_to_str 0 (trim 0 (t 1)) [format]=(t 0)}}",
        code("{{json_to_str format='yaml' (trim bs)}}"));
  }

  @Test
  void blocks_keep_their_names() {
    assertEquals(
        "{{#each 0 (t 0) as |[größe] [i]|}}{{t 1}}{{else}}{{t 2}}{{/each}}",
        code("{{#each [1] as | größe  i |}}{{größe}}{{else}}{{/each}}"));
  }

  @Test
  void partials_become_numbers() {
    assertEquals(
        "{{#*inline \"p0\"}}{{t 0}}{{/inline}}{{#scope 0 [a]=(t 1)}}{{> \"p0\"}}{{/scope}}",
        code("{{#*inline \"größe'\"}}x{{/inline}}{{> \"größe'\" a=1}}"));
  }

  @Test
  void no_word_of_a_text_or_a_literal_is_left() {
    assertEquals(
        "{{t 1}}{{trim 0 (t 0)}}{{t 2}}",
        code("\\{{#if x}} {{trim \"}} {{/if}} {{evil}}\"}} \\\\ {{! comment }}"));
  }
}
