package pegasus.spec;

import java.util.Map;
import java.util.function.Function;
import pegasus.PegasusException.Malformed;

/// A Handlebars template for one shell command, in the dialect of Rust's `handlebars` 4 with
/// `handlebars_misc_helpers` 0.13.
///
/// Values go in once and as they are: nothing is escaped for HTML, and braces in a value are text.
/// A template is immutable, and may be rendered by many threads at once.
///
/// The way through the code: [TemplateReader] turns the text into what the engine understands,
/// [TagReader] does so for what stands between braces, [TemplateEngine] is the engine, [Scope]
/// knows the values that names stand for, and [Helpers] lists the helpers.
public final class Template {
  private final Function<Map<String, String>, String> rendering;

  private Template(Function<Map<String, String>, String> rendering) {
    this.rendering = rendering;
  }

  /// Reads a template. A text without braces needs no engine, and loads none: most commands are
  /// that.
  ///
  /// @throws Malformed when it does not parse, or calls a helper that there is not; the message
  ///   starts with the line and the column within the template
  public static Template parse(String source) {
    if (!source.contains("{{")) {
      return new Template(variables -> source);
    }
    try {
      return new Template(TemplateEngine.compile(TemplateReader.read(source)));
    } catch (StackOverflowError _) {
      throw new Malformed("the template is nested too deeply");
    }
  }

  /// Fills in the values.
  ///
  /// @throws Malformed when the template names a value that is not among the variables, or a helper
  ///   cannot make anything of its arguments
  public String render(Map<String, String> variables) {
    return rendering.apply(variables);
  }
}
