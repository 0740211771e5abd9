package pegasus.cli;

import org.jline.utils.WCWidth;

/// How many columns of a terminal characters take: JLine's table, except where Unicode has grown
/// since it was made and the JDK knows better.
final class Width {
  /// Asks for the emoji form of the character before it, which is two columns wide.
  private static final int EMOJI_FORM = 0xFE0F;

  private Width() {}

  /// 0 for what combines with the character before it, 1, or 2. Where terminals disagree (emoji
  /// made of several), the larger.
  static int of(int character) {
    if (character < 0x7F) {
      return 1;
    }
    if (Character.isEmojiPresentation(character) && !Character.isEmojiModifier(character)) {
      return 2;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> Math.max(0, WCWidth.wcwidth(character));
    };
  }

  /// The width of the character of `text` at `index`, which may depend on the next.
  static int at(String text, int index) {
    int character = text.codePointAt(index);
    int next = index + Character.charCount(character);
    int width = of(character);
    return width == 1 && next < text.length() && text.charAt(next) == EMOJI_FORM ? 2 : width;
  }

  /// The width of a text without control characters.
  static int of(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += at(text, i);
    }
    return width;
  }
}
