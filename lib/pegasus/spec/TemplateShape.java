package pegasus.spec;

import java.util.regex.Pattern;

/// What of a template decides whether it parses and which names it needs: its tags. The text around
/// them does not count: a hundred thousand commands that differ in that are one shape.
public final class TemplateShape {
  private static final Pattern BLOCK = Pattern.compile("\\{\\{[\\s~]*#|\\{\\{\\{\\{");

  private TemplateShape() {}

  /// @return the same for templates that are right or wrong together. Where the text may matter,
  ///   because it stands in a block or holds a brace or a backslash, it is part of the shape.
  public static String of(String template) {
    if (BLOCK.matcher(template).find()) {
      return template;
    }
    var shape = new StringBuilder();
    int at = 0;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
      shape.append(text(template.substring(at, open)));
      int close = template.indexOf("}}", open);
      at = close < 0 ? template.length() : close + 2;
      shape.append(template, open, at);
    }
    return shape.append(text(template.substring(at))).toString();
  }

  private static String text(String around) {
    return around.chars().anyMatch(c -> "{}\\".indexOf(c) >= 0) ? around : " ";
  }
}
