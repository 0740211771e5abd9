package pegasus.cli;

/// Text that must not fill the screen.
final class Clipped {
  private static final int MOST = 200;
  private static final String TAB = "    ";

  private Clipped() {}

  /// The first 200 characters of a text, in one line; the control characters in it shown.
  static String of(String text) {
    String shown = Controls.visible(text.replace("\t", TAB));
    if (shown.codePointCount(0, shown.length()) <= MOST) {
      return shown;
    }
    return shown.substring(0, shown.offsetByCodePoints(0, MOST)) + " ...";
  }
}
