package pegasus.spec;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every helper by name, and what it renders.
class TemplateHelpersTest {
  /// The parameters that the rows use.
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "bs", "16",
          "lr", "1e-3",
          "model", "meta-llama/Llama-3",
          "words", "Hello foo-bars",
          "empty", "",
          "quoted", "it's \"5 $\" \\ here");

  /// A helper, a template, and what it renders; a line break in either is ⏎.
  private static final String ROWS =
      """
      if       ⇒ {{#if bs}}yes{{else}}no{{/if}}{{#if empty}}yes{{else}}no{{/if}} ⇒ yesno
      if       ⇒ {{#if 0}}yes{{else}}no{{/if}}{{#if 0 includeZero=true}}yes{{else}}no{{/if}} ⇒ noyes
      if       ⇒ {{#if nope}}yes{{else if empty}}maybe{{else if bs}}no{{/if}} ⇒ no
      if       ⇒ {{#if "0"}}a{{/if}}{{#if 1.5}}b{{/if}}{{#if null}}c{{/if}}{{#if []}}d{{/if}}{{#if [0]}}e{{/if}} ⇒ abe
      unless   ⇒ {{#unless empty}}a{{/unless}}{{#unless bs}}b{{else}}c{{/unless}}{{#unless nope}}d{{/unless}} ⇒ acd
      each     ⇒ {{#each [1, 2.5, "a", true]}}{{@index}}{{@first}}{{@last}}={{this}};{{/each}} ⇒ 0truefalse=1;1falsefalse=2.5;2falsefalse=a;3falsetrue=true;
      each     ⇒ {{#each {"b": 1, "a": [2]}}}{{@key}}={{this}}{{@last}};{{/each}} ⇒ a=[2, ]false;b=1true;
      each     ⇒ {{#each ["x"] as |item i|}}{{i}}{{item}}{{../bs}}{{@root.bs}}{{/each}} ⇒ 0x1616
      each     ⇒ {{#each []}}a{{else}}none{{/each}}{{#each nope}}a{{else}}none{{/each}} ⇒ nonenone
      with     ⇒ {{#with {"a": {"b": 5}}}}{{a.b}} {{a/b}} {{../bs}}{{/with}} ⇒ 5 5 16
      with     ⇒ {{#with bs as |size|}}{{size}}{{this}}{{/with}}{{#with empty}}a{{else}}none{{/with}} ⇒ 1616none
      lookup   ⇒ {{lookup [5, 6] 1}}{{lookup {"a": 7} "a"}}{{lookup this "bs"}} ⇒ 6716
      raw      ⇒ a{{{{raw}}}}{{bs}} \\{{x}}{{{{/raw}}}}b ⇒ a{{bs}} {{x}}b
      log      ⇒ a{{log bs level="debug"}}b ⇒ ab
      eq       ⇒ {{eq bs "16"}} {{eq bs 16}} {{eq lr 0.001}} {{eq lr "0.001"}} {{eq [1] [1]}} {{eq true true}} ⇒ true true true false true true
      ne       ⇒ {{ne bs "16"}} {{ne bs "8"}} {{ne 1 2}} ⇒ false true true
      gt       ⇒ {{gt bs "8"}} {{gt bs 16}} {{gt lr 0}} ⇒ true false true
      gte      ⇒ {{gte bs 16}} {{gte 15 bs}} ⇒ true false
      lt       ⇒ {{lt "8" bs}} {{lt bs 8}} ⇒ true false
      lte      ⇒ {{lte bs "16.0"}} {{lte 17 bs}} ⇒ true false
      and      ⇒ {{and bs 1}} {{and bs empty}} {{and bs nope}} ⇒ true false false
      or       ⇒ {{or empty bs}} {{or nope empty}} ⇒ true false
      not      ⇒ {{not empty}} {{not bs}} {{not nope}} ⇒ true false true
      len      ⇒ {{len [1, 2]}} {{len "é"}} {{len {"a": 1}}} {{len 5}} ⇒ 2 2 1 0
      to_lower_case ⇒ {{to_lower_case "ÀB c"}} ⇒ àb c
      to_upper_case ⇒ {{to_upper_case "straße"}} ⇒ STRASSE
      to_camel_case ⇒ {{to_camel_case words}} {{to_camel_case "XMLHttp2Request"}} ⇒ helloFooBars xmlhttp2Request
      to_pascal_case ⇒ {{to_pascal_case words}} {{to_pascal_case "a1b c"}} ⇒ HelloFooBars A1BC
      to_snake_case ⇒ {{to_snake_case words}} {{to_snake_case "fooBar2Baz"}} ⇒ hello_foo_bars foo_bar_2_baz
      to_screaming_snake_case ⇒ {{to_screaming_snake_case words}} ⇒ HELLO_FOO_BARS
      to_kebab_case ⇒ {{to_kebab_case words}} ⇒ hello-foo-bars
      to_train_case ⇒ {{to_train_case words}} ⇒ Hello-Foo-Bars
      to_sentence_case ⇒ {{to_sentence_case words}} ⇒ Hello foo bars
      to_title_case ⇒ {{to_title_case words}} ⇒ Hello Foo Bars
      to_class_case ⇒ {{to_class_case words}} {{to_class_case "log_messages"}} ⇒ HelloFooBar LogMessage
      to_table_case ⇒ {{to_table_case words}} {{to_table_case "LogMessage"}} ⇒ hello_foo_bars log_messages
      to_plural ⇒ {{to_plural words}} {{to_plural "box"}} {{to_plural "city"}} {{to_plural "sheep"}} {{to_plural "man"}} ⇒ bars boxes cities sheep men
      to_singular ⇒ {{to_singular words}} {{to_singular "boxes"}} {{to_singular "cities"}} {{to_singular "women"}} {{to_singular "matrices"}} ⇒ bar box city woman matrix
      trim     ⇒ [{{trim "  a b \\n"}}] ⇒ [a b]
      trim_start ⇒ [{{trim_start "  a "}}] ⇒ [a ]
      trim_end ⇒ [{{trim_end "  a "}}] ⇒ [  a]
      replace  ⇒ {{replace model "/" "--"}} {{replace "a.b.c" "." ""}} {{replace "$1" "$" "\\\\"}} ⇒ meta-llama--Llama-3 abc \\1
      quote    ⇒ {{quote "'" "it's"}} {{quote "\\"" "a\\\\b"}} {{quote "" bs}} ⇒ 'it\\'s' "a\\\\b" "16"
      unquote  ⇒ {{unquote "'a'"}} {{unquote "\\"b\\""}} {{unquote "'c"}} {{unquote "'\\\\n\\\\x41\\\\u00e9'"}} {{unquote "'a'b'"}} ⇒ a b 'c ⏎Aé 'a'b'
      first_non_empty ⇒ {{first_non_empty empty nope null 5 bs "b"}} [{{first_non_empty empty}}] ⇒ 16 []
      shell_quote ⇒ {{shell_quote bs}} {{shell_quote words}} {{shell_quote quoted}} {{shell_quote empty}} {{shell_quote "A=b"}} ⇒ 16 'Hello foo-bars' 'it'\\''s "5 $" \\ here' '' 'A=b'
      json_to_str ⇒ {{json_to_str {"b": [1, 2.50, "x"], "a": null}}} {{json_to_str words}} [{{json_to_str null}}] ⇒ {"a":null,"b":[1,2.5,"x"]} "Hello foo-bars" []
      json_to_str ⇒ {{json_to_str {"b": [1], "a": {}} format="json_pretty"}} ⇒ {⏎  "a": {},⏎  "b": [⏎    1⏎  ]⏎}
      json_to_str ⇒ {{json_to_str format="yaml" {"b": [1, "2"], "a": null, "c": {"d": "x: y"}}}} ⇒ a: null⏎b:⏎- 1⏎- '2'⏎c:⏎  d: 'x: y'⏎
      json_to_str ⇒ {{json_to_str {"t": {"u": {"v": 1.0}}, "b": [1, 2], "a": "x"} format="toml"}} ⇒ a = "x"⏎b = [1, 2]⏎⏎[t.u]⏎v = 1.0⏎
      json_to_str ⇒ {{json_to_str {"b": [1, 2]} format="toml_pretty"}} ⇒ b = [⏎    1,⏎    2,⏎]⏎
      str_to_json ⇒ {{len (str_to_json "[1, 2]")}} {{#with (str_to_json "{\\"a\\": 1e-6}")}}{{a}}{{/with}} [{{str_to_json empty}}] ⇒ 2 1e-6 []
      str_to_json ⇒ {{json_to_str (str_to_json "a: [1, yes, 010]" format="yaml")}} ⇒ {"a":[1,"yes","010"]}
      str_to_json ⇒ {{json_to_str (str_to_json "[a]\\nb = 1.5" format="toml")}} ⇒ {"a":{"b":1.5}}
      str_to_json ⇒ {{json_to_str (str_to_json "a = 2026-01-01T00:00:00Z\\nb = 07:00:00" format="toml")}} ⇒ {"a":"2026-01-01T00:00:00Z","b":"07:00:00"}
      json_query ⇒ {{json_query "a[1]" {"a": [1, 2]}}} {{json_to_str (json_query "{y: b, x: c}" {"b": 1, "c": 2})}} [{{json_query "nope" {}}}] ⇒ 2 {"x":2,"y":1} []
      json_str_query ⇒ {{json_str_query "a" "{\\"a\\": \\"x\\"}"}} {{json_str_query "a" "a: [1]" format="yaml"}} ⇒ "x" - 1⏎
      to_json  ⇒ {{#to_json format="yaml"}}a: {{bs}}{{/to_json}} ⇒ {⏎  "a": 16⏎}
      from_json ⇒ {{#from_json format="yaml"}}{"a": [{{bs}}]}{{/from_json}} {{#from_json}} {"a": 1} {{/from_json}} ⇒ a:⏎- 16⏎ {"a":1}
      parent   ⇒ {{parent "/no/such/a.txt"}} [{{parent "a"}}] {{parent "a/b"}} ⇒ /no/such [] a
      file_name ⇒ {{file_name "/no/such/a.txt"}} {{file_name "a"}} ⇒ a.txt a
      extension ⇒ {{extension "/no/such/a.tar.gz"}} [{{extension ".profile"}}] ⇒ gz []
      canonicalize ⇒ {{canonicalize "/.."}} [{{canonicalize "/no/such"}}] ⇒ / []
      env_var  ⇒ [{{env_var "PEGASUS_TEST_HAS_NO_SUCH_VARIABLE"}}] {{env_var "FAMILY"}} ⇒ [] unix
      assign   ⇒ {{assign "size" bs}}{{size}} {{assign "o" {"a": [1, {"b": 2}]}}}{{o.a.[1].b}} {{o.a.0}} {{o}} ⇒ 16 2 1 [object]
      read_to_str ⇒ [{{read_to_str "/no/such/file"}}] ⇒ []
      """;

  private record Row(String helper, String template, String rendered) {
    static Row of(String line) {
      String[] cells = line.replace('⏎', '\n').split(" +⇒ ", 3);
      return new Row(cells[0], cells[1], cells[2]);
    }
  }

  @TestFactory
  Stream<DynamicTest> a_helper_renders() {
    return ROWS.lines().map(Row::of).map(row -> dynamicTest(row.template, () -> check(row)));
  }

  private static void check(Row row) {
    assertEquals(row.rendered, Template.parse(row.template).render(PARAMETERS));
  }

  @Test
  void paths_and_files_are_those_of_this_machine(@TempDir Path folder) throws IOException {
    Path real = folder.toRealPath();
    Files.writeString(real.resolve("a.txt"), "{{bs}} é\n");
    var parameters = Map.of("folder", real.toString(), "file", real + "/./a.txt");
    assertEquals("{{bs}} é\n", Template.parse("{{read_to_str file}}").render(parameters));
    assertEquals(real + "/a.txt", Template.parse("{{canonicalize file}}").render(parameters));
    assertEquals(real.toString(), Template.parse("{{parent file}}").render(parameters));
    assertEquals("txt", Template.parse("{{extension file}}").render(parameters));
  }

  @Test
  void the_environment_is_that_of_this_process() {
    var first = System.getenv().entrySet().stream().findFirst().orElseThrow();
    String rendered = Template.parse("{{env_var name}}").render(Map.of("name", first.getKey()));
    assertEquals(first.getValue(), rendered);
  }

  @Test
  void a_shell_reads_a_quoted_value_as_it_was() throws Exception {
    String value = "it's \"5 $\" `date` \\ * ~\n é";
    String command = Template.parse("printf %s {{shell_quote x}}").render(Map.of("x", value));
    Process shell = new ProcessBuilder("sh", "-c", command).start();
    assertEquals(value, new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void every_helper_has_a_row() {
    var rows = ROWS.lines().map(line -> Row.of(line).helper).collect(toCollection(TreeSet::new));
    var helpers =
        Helpers.all().stream().map(h -> h.signature().name()).collect(toCollection(TreeSet::new));
    assertEquals(helpers, rows);
  }
}
