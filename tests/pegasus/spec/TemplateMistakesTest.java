package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pegasus.PegasusException.Malformed;

/// What a user reads who wrote a template that cannot be meant.
class TemplateMistakesTest {
  private static final Map<String, String> PARAMETERS =
      Map.of("model", "a/b", "bs", "8", "hostname", "node-1");

  private static String parseMistake(String template) {
    return assertThrows(Malformed.class, () -> Template.parse(template)).getMessage();
  }

  private static String renderMistake(String template) {
    Template parsed = Template.parse(template);
    return assertThrows(Malformed.class, () -> parsed.render(PARAMETERS)).getMessage();
  }

  @Test
  void an_undefined_name_is_named_with_what_there_is() {
    assertEquals("nothing defines `seed`; there is bs, hostname, model", renderMistake("{{seed}}"));
  }

  @Test
  void an_undefined_name_that_is_near_another_is_guessed() {
    assertEquals(
        "nothing defines `modle` (did you mean `model`?); there is bs, hostname, model",
        renderMistake("echo {{bs}} {{ modle }}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{replace nope \"a\" \"b\"}}",
        "{{to_upper_case (trim nope)}}",
        "{{#if (eq nope 1)}}{{/if}}",
        "{{#each nope}}{{/each}}",
        "{{#with nope}}{{/with}}",
        "{{json_to_str {\"a\": 1} format=nope}}",
        "{{#if bs}}{{#each [1]}}{{nope}}{{/each}}{{/if}}",
        "{{{{raw}}}}{{x}}{{{{/raw}}}}{{nope}}"
      })
  void an_undefined_name_is_a_mistake_wherever_its_value_is_needed(String template) {
    assertEquals("nothing defines `nope`; there is bs, hostname, model", renderMistake(template));
  }

  @Test
  void a_branch_that_is_not_taken_may_name_anything() {
    assertEquals(
        "8", Template.parse("{{#if nope}}{{nope}}{{else}}{{bs}}{{/if}}").render(PARAMETERS));
  }

  @Test
  void a_name_with_a_dot_says_how_it_is_written() {
    var parameters = Map.of("lr.max", "2");
    var mistake =
        assertThrows(Malformed.class, () -> Template.parse("{{ lr.max }}").render(parameters));
    assertEquals("`lr.max` is a name with a dot; write [lr.max]", mistake.getMessage());
    assertEquals("2", Template.parse("{{ [lr.max] }}").render(parameters));
  }

  @Test
  void a_name_outside_of_the_block_says_how_to_reach_it() {
    assertEquals(
        "`bs` is not in this block; write @root.bs or ../bs",
        renderMistake("{{#each [1]}}{{bs}}{{/each}}"));
  }

  @Test
  void a_helper_without_its_arguments_is_explained() {
    assertTrue(
        renderMistake("{{trim}}").endsWith("(the helper of that name is used as {{trim TEXT}})"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.length",
        "model.class",
        "this.class",
        "@root.class",
        "class",
        "@partials",
        "size",
        "empty",
        "root",
        "terms",
        "model.bytes",
        "[com.github.jknack.handlebars.Context#partials]"
      })
  void nothing_but_the_parameters_can_be_named(String name) {
    String mistake = renderMistake("{{" + name + "}}");
    assertTrue(mistake.startsWith("nothing defines `" + name + "`"), mistake);
    assertEquals(
        "no", Template.parse("{{#if " + name + "}}yes{{else}}no{{/if}}").render(PARAMETERS));
  }

  @TestFactory
  Stream<DynamicTest> a_template_that_does_not_parse_says_where_and_why() {
    return mistakes(
        """
        {{#if bs}}x ⇒ line 1, column 1: this block is never closed: {{/if}} is missing
        a⏎ b {{/if}} ⇒ line 2, column 4: {{/if}} closes nothing: no block is open here
        {{#if bs}}x{{/unless}} ⇒ line 1, column 12: {{/unless}} does not belong here: the block that is open here is closed by {{/if}}
        {{else}} ⇒ line 1, column 1: {{else}} belongs into a block such as {{#if ...}}...{{/if}}, once
        {{#if bs}}{{else}}{{else}}{{/if}} ⇒ line 1, column 19: {{else}} belongs into a block such as {{#if ...}}...{{/if}}, once
        é😀{{bs ⇒ line 1, column 7: the template ends where }} is expected
        {{bs} x ⇒ line 1, column 5: `}` stands where }} is expected; for braces that are text, write \\{{ instead of {{
        docker {{.Names}} ⇒ line 1, column 10: `.` stands where a name is expected; for braces that are text, write \\{{ instead of {{
        {{}} ⇒ line 1, column 3: `}` stands where a name is expected; for braces that are text, write \\{{ instead of {{
        {{trim "a}} ⇒ line 1, column 8: this text is never closed: " is missing
        {{trim "\\d"}} ⇒ line 1, column 11: \\d means nothing here; a backslash is written \\\\
        {{trim (trim bs}} ⇒ line 1, column 16: `}` stands where ) is expected; for braces that are text, write \\{{ instead of {{
        {{json_to_str {"a": }}} ⇒ line 1, column 15: not JSON: {"a": }
        {{! note ⇒ line 1, column 1: this comment is never closed: }} is missing
        {{{{raw}}}} x ⇒ line 1, column 1: this raw block is never closed: {{{{/raw}}}} is missing
        {{#each [1] as |a b c|}}{{/each}} ⇒ line 1, column 23: one or two names belong between the bars, as in as |item index|
        {{> nope}} ⇒ line 1, column 1: there is no partial `nope`; one is made by {{#*inline "nope"}}...{{/inline}}
        {{=<% %>=}} ⇒ line 1, column 1: the braces cannot be replaced by others here
        """);
  }

  @TestFactory
  Stream<DynamicTest> a_call_that_is_none_says_how_the_helper_is_called() {
    return mistakes(
        """
        {{replace bs "a"}} ⇒ line 1, column 3: `replace` takes 3 arguments: {{replace TEXT FROM TO}}
        {{and 1 2 3}} ⇒ line 1, column 3: `and` takes 2 arguments: {{and A B}}
        {{first_non_empty x="a"}} ⇒ line 1, column 3: `first_non_empty` takes 1 argument or more: {{first_non_empty VALUE ...}}
        {{json_to_str bs fmt="yaml"}} ⇒ line 1, column 3: `json_to_str` takes no `fmt=`: {{json_to_str VALUE [format=]}}
        {{if bs}} ⇒ line 1, column 3: `if` is a block: {{#if VALUE [includeZero=]}}...{{/if}}
        {{jsonnet "x"}} ⇒ line 1, column 3: the helper `jsonnet` is left out: templates load nothing from the network, and run nothing
        {{http_get "x"}} ⇒ line 1, column 3: the helper `http_get` is left out: templates load nothing from the network, and run nothing
        {{gitignore_io "x"}} ⇒ line 1, column 3: the helper `gitignore_io` is left out: templates load nothing from the network, and run nothing
        """);
  }

  @Test
  void an_unknown_helper_is_named_with_those_there_are() {
    String mistake = parseMistake("{{#if bs}}\n  {{replcae bs \"a\" \"b\"}}{{/if}}");
    String start =
        "line 2, column 5: there is no helper `replcae` (did you mean `replace`?); there is and,"
            + " assign, ";
    assertTrue(mistake.startsWith(start), mistake);
    assertTrue(mistake.endsWith("unless, unquote, with"), mistake);
  }

  @TestFactory
  Stream<DynamicTest> a_helper_that_cannot_says_why() {
    return rows("""
    {{gt bs model}} ⇒ `gt` compares numbers, and "a/b" is not one
    {{#each bs}}{{/each}} ⇒ `each` takes a list or an object where it got "8"
    {{trim [1]}} ⇒ `trim` takes a text where it got [1]
    {{lookup [1] 1}} ⇒ `lookup` finds no 1 there
    {{str_to_json "{a"}} ⇒ not JSON: {a
    {{json_to_str bs format="xml"}} ⇒ the formats are json, json_pretty, yaml, toml and toml_pretty; "xml" is none
    {{json_to_str [1] format="toml"}} ⇒ only an object can be written as TOML, not [1]
    {{json_query "a[" {}}} ⇒ `json_query` takes a JMESPath expression, which "a[" is not
    {{log bs level="loud"}} ⇒ `log` knows the levels error, warn, info, debug and trace, not loud
    {{> @partial-block}} ⇒ @partial-block stands outside of a partial
    {{#*inline "p"}}{{> p}}{{/inline}}{{> p}} ⇒ the template is nested too deeply, or a partial uses itself without end
    """)
        .map(row -> dynamicTest(row[0], () -> assertEquals(row[1], renderMistake(row[0]))));
  }

  @Test
  void a_mistake_is_one_line_without_the_engines_words() {
    for (String template :
        new String[] {"{{str_to_json \"a: [\" format=\"yaml\"}}", "{{#> p}}{{nope}}{{/p}}"}) {
      String mistake = renderMistake(template);
      assertFalse(mistake.contains("\n") || mistake.contains("handlebars"), mistake);
    }
  }

  private static Stream<DynamicTest> mistakes(String table) {
    return rows(table)
        .map(row -> dynamicTest(row[0], () -> assertEquals(row[1], parseMistake(row[0]))));
  }

  private static Stream<String[]> rows(String table) {
    return table.lines().map(row -> row.replace('⏎', '\n').split(" ⇒ ", 2));
  }
}
