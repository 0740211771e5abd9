package pegasus.spec;

import java.util.Map;

/// A Handlebars template for one shell command.
public final class Template {
  private final String source;

  private Template(String source) {
    this.source = source;
  }

  /// @throws pegasus.PegasusException.Malformed when it does not parse
  public static Template parse(String source) {
    return new Template(source);
  }

  /// @throws pegasus.PegasusException.Malformed when a name is not defined
  public String render(Map<String, String> variables) {
    return source;
  }
}
