package pegasus.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The language of templates, apart from the single helpers.
class TemplateTest {
  private static final Map<String, String> PARAMETERS =
      Map.of("bs", "8", "model", "a/b", "learning-rate", "1e-3", "größe", "3", "模型", "m", "e", "");

  private static String render(String template, String value) {
    return Template.parse(template).render(Map.of("x", value));
  }

  @Test
  void the_seed_example_renders() {
    String template =
        "python main.py --model-path {{ model }} --output-path {{ replace model \"/\" \"--\""
            + " }}.json";
    assertEquals(
        "python main.py --model-path a/b --output-path a--b.json",
        Template.parse(template).render(PARAMETERS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "echo $HOME",
        "a } b }} c { d",
        "\\ \\\\ \\n",
        "awk '{print $1}'",
        "日本\n"
      })
  void text_without_braces_is_as_it_was(String text) {
    assertEquals(text, render(text, "value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb\r\n",
        "$x $(y) `z`",
        "\\ \\\\ \\n",
        "\"'",
        "{{x}} {{y}}",
        "\\{{x}}",
        "<&>=`",
        "é日本😀",
        "\0"
      })
  void a_value_arrives_once_and_as_written(String value) {
    assertEquals("[" + value + "]" + value, render("[{{x}}]{{{x}}}", value));
    assertEquals(value, render("{{#each @root}}{{#if x}}{{/if}}{{this}}{{/each}}", value));
    assertEquals(value, render("{{first_non_empty \"\" x}}", value));
  }

  @TestFactory
  Stream<DynamicTest> names_stand_for_values() {
    return rows(
        """
        {{bs}}{{ bs }} ⇒ 88
        {{⏎  bs⏎}} ⇒ 8
        {{{bs}}}{{{ bs }}}{{&bs}}{{& bs}} ⇒ 8888
        {"bs": {{bs}}} ⇒ {"bs": 8}
        {"a": {"bs": {{{bs}}}}} ⇒ {"a": {"bs": 8}}
        {{bs}}}} ⇒ 8}}
        {{this.bs}}{{this/bs}}{{./bs}}{{../bs}} ⇒ 8888
        {{@root.bs}}{{@root/bs}}{{[bs]}} ⇒ 888
        {{learning-rate}} {{größe}} {{模型}} ⇒ 1e-3 3 m
        {{this}}{{json_to_str .}} ⇒ [object]{"bs":"8","e":"","größe":"3","learning-rate":"1e-3","model":"a/b","模型":"m"}
        """);
  }

  @TestFactory
  Stream<DynamicTest> a_backslash_makes_text_of_braces() {
    return rows(
        """
        \\{{bs}} ⇒ {{bs}}
        \\{{{bs}}} ⇒ {{{bs}}}
        \\{{{{raw}}}} x ⇒ {{{{raw}}}} x
        docker ps --format '\\{{.Names}}' ⇒ docker ps --format '{{.Names}}'
        \\\\{{bs}} ⇒ \\8
        \\\\\\{{bs}} ⇒ \\\\8
        \\n\\{ \\\\{ {{bs}}\\ ⇒ \\n\\{ \\\\{ 8\\
        {{{{raw}}}}{{bs}} {{#if {{{{/raw}}}}{{bs}} ⇒ {{bs}} {{#if 8
        """);
  }

  @TestFactory
  Stream<DynamicTest> arguments_are_names_literals_and_calls() {
    return rows(
        """
        {{replace "it's" "'" '"'}}{{replace 'a\\'b"' "\\u0061\\n" "\\""}} ⇒ it"sa'b"
        {{json_to_str [1, -2, 3.50, 1E3, true, false, null, "é\\n", {"a": []}]}} ⇒ [1,-2,3.5,1000.0,true,false,null,"é\\n",{"a":[]}]
        {{json_to_str {}}}{{json_to_str -1.5}}{{json_to_str true}} ⇒ {}-1.5true
        {{to_upper_case (replace model "/" (to_lower_case "X"))}}{{(to_upper_case "a")}} ⇒ AXBA
        {{replace "a}}b" "}}" "{{"}} ⇒ a{{b
        {{json_to_str format = "json" bs}} ⇒ "8"
        {{#with {"true": 1, "truer": "t", "12a": 2}}}{{true}} {{json_to_str truer}} {{json_to_str 12a}}{{/with}} ⇒ 1 "t" 2
        """);
  }

  @TestFactory
  Stream<DynamicTest> blocks_say_where_they_are() {
    return rows(
        """
        {{#each [5, 6]}}{{#if this}}{{@index}}{{this}};{{/if}}{{/each}} ⇒ 05;16;
        {{#each [[1, 2], [3]]}}{{#each this}}{{@../index}}.{{@index}}={{this}};{{/each}}{{/each}} ⇒ 0.0=1;0.1=2;1.0=3;
        {{#each {"a": {"b": 1}}}}{{@key}}{{b}}{{@root.bs}}{{/each}} ⇒ a18
        {{#each [5] as |v|}}{{#each [6] as |w i|}}{{v}}{{w}}{{i}}{{/each}}{{/each}} ⇒ 560
        {{#with {"a": 1} as |o|}}{{#each [2]}}{{o.a}}{{../a}}{{this}}{{/each}}{{/with}} ⇒ 112
        {{#if e}}a{{else if model}}b{{else}}c{{/if}}{{#if e}}a{{^}}b{{/if}} ⇒ bb
        {{#unless e}}{{else}}a{{/unless}}{{#with e}}a{{else}}{{/with}} ⇒
        """);
  }

  @TestFactory
  Stream<DynamicTest> partials_are_defined_inline() {
    return rows(
        """
        {{#*inline "p"}}<{{bs}}{{x}}>{{/inline}}{{> p x=1}}{{>p x=bs}}{{> 'p' x="a"}} ⇒ <81><88><8a>
        {{#*inline "a-b/c.1"}}{{this}}{{/inline}}{{#each [1, 2]}}{{> a-b/c.1}}{{/each}} ⇒ 12
        {{#*inline "p"}}<{{> @partial-block}}>{{/inline}}{{#> p}}{{bs}}{{/p}} ⇒ <8>
        {{#> nope}}or {{bs}}{{/nope}} ⇒ or 8
        {{#*inline "p"}}[{{> q}}]{{/inline}}{{#> p}}{{#*inline "q"}}Q{{/inline}}{{/p}} ⇒ [Q]
        """);
  }

  @Test
  void a_parameter_may_have_a_helpers_name() {
    var parameters = Map.of("extension", "png", "log", "l", "if", "i");
    assertEquals("png l i", Template.parse("{{extension}} {{log}} {{if}}").render(parameters));
  }

  @Test
  void many_threads_render_one_template() throws Exception {
    Template template =
        Template.parse(
            "{{#each (str_to_json list)}}{{@index}}:{{replace this \"a\" @root.x}}"
                + " {{/each}}{{assign \"y\" x}}{{y}}");
    Callable<Integer> rendering =
        () -> {
          for (int i = 0; i < 2000; i++) {
            var parameters = Map.of("x", "x" + i, "list", "[\"a\", \"ba\"]");
            assertEquals("0:x%d 1:bx%d x%d".formatted(i, i, i), template.render(parameters));
          }
          return 2000;
        };
    try (var threads = Executors.newFixedThreadPool(4)) {
      var rendered = new ArrayList<Integer>();
      for (Future<Integer> each :
          threads.invokeAll(List.of(rendering, rendering, rendering, rendering))) {
        rendered.add(each.get());
      }
      assertEquals(List.of(2000, 2000, 2000, 2000), rendered);
    }
  }

  /// In a class loader that has Pegasus but none of its libraries.
  @Test
  void a_template_without_braces_needs_no_library() throws Exception {
    URL pegasus = Template.class.getProtectionDomain().getCodeSource().getLocation();
    try (var alone =
        new URLClassLoader(new URL[] {pegasus}, ClassLoader.getPlatformClassLoader())) {
      Class<?> template = alone.loadClass(Template.class.getName());
      var parse = template.getMethod("parse", String.class);
      Object plain = parse.invoke(null, "echo hello");
      var render = template.getMethod("render", Map.class);
      assertEquals("echo hello", render.invoke(plain, Map.of()));
      var failure =
          assertThrows(InvocationTargetException.class, () -> parse.invoke(null, "{{x}}"));
      assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
    }
  }

  private static Stream<DynamicTest> rows(String rows) {
    return TemplateRows.tests(rows, PARAMETERS);
  }
}
