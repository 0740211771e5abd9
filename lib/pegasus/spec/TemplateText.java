package pegasus.spec;

import java.util.regex.Pattern;

/// The text between the tags of a template: its escapes, and the blanks that the tags around it
/// take away.
///
/// `~` takes all blanks on its side. A tag that computes no value (a block's begin and end, `else`,
/// a comment) and has a line to itself takes the whole line.
final class TemplateText {
  private static final Pattern BACKSLASHES = Pattern.compile("\\\\+(?=\\{\\{)");
  private static final Pattern BLANK_TO_LINE_END = Pattern.compile("[ \t]*[\r\n]");
  private static final Pattern LAST_BLANKS = Pattern.compile("[ \t]+\\z");
  private static final Pattern REST_OF_LINE = Pattern.compile("\\A[ \t]*(?:\r?\n)?");

  /// What the last tag takes from the text behind it.
  private enum Takes {
    NOTHING,
    REST_OF_LINE,
    ALL_BLANKS
  }

  private final Cursor cursor;
  private Takes lastTag = Takes.NOTHING;
  // Since the last tag; the next one may trim it.
  private String text = "";

  TemplateText(Cursor cursor) {
    this.cursor = cursor;
  }

  /// Reads up to the next `stop` that no backslash guards, or to the end.
  void read(String stop) {
    var read = new StringBuilder();
    while (!cursor.atEnd() && !cursor.ahead(stop)) {
      read.append(cursor.peek() == '\\' ? backslashes() : String.valueOf(cursor.next()));
    }
    text =
        switch (lastTag) {
          case NOTHING -> read.toString();
          case REST_OF_LINE -> REST_OF_LINE.matcher(read).replaceFirst("");
          case ALL_BLANKS -> read.toString().stripLeading();
        };
  }

  /// One backslash makes text of braces; of several, one goes and the braces stay a tag.
  private String backslashes() {
    if (cursor.take("\\{{")) {
      return cursor.take("{{") ? "{{{{" : "{{";
    }
    String several = cursor.take(BACKSLASHES);
    return several.isEmpty() ? String.valueOf(cursor.next()) : several.substring(1);
  }

  /// The text before a tag that stands for a value.
  String beforeValue(boolean trimsBefore, boolean trimsBehind) {
    return before(trimsBefore, trimsBehind ? Takes.ALL_BLANKS : Takes.NOTHING);
  }

  /// The text before a tag that may have a line to itself; the cursor stands behind the tag.
  String beforeLine(int tagStart, boolean trimsBefore, boolean trimsBehind) {
    boolean ownLine = ownLine(tagStart);
    if (ownLine) {
      text = LAST_BLANKS.matcher(text).replaceFirst("");
    }
    return before(trimsBefore, takes(ownLine, trimsBehind));
  }

  /// The text before a comment, which passes on what the tag before it takes.
  String beforeComment(int tagStart, boolean trimsBefore, boolean trimsBehind) {
    boolean passesOn = lastTag == Takes.ALL_BLANKS;
    return beforeLine(tagStart, trimsBefore, trimsBehind || passesOn);
  }

  /// The text before a tag whose result keeps the tag's indentation.
  String beforeIndented(int tagStart, boolean trimsBefore, boolean trimsBehind) {
    return before(trimsBefore, takes(ownLine(tagStart), trimsBehind));
  }

  /// The text behind the last tag.
  String end() {
    return before(false, Takes.NOTHING);
  }

  private String before(boolean trims, Takes takes) {
    String before = trims ? text.stripTrailing() : text;
    text = "";
    lastTag = takes;
    return before;
  }

  private static Takes takes(boolean ownLine, boolean trimsBehind) {
    return trimsBehind ? Takes.ALL_BLANKS : ownLine ? Takes.REST_OF_LINE : Takes.NOTHING;
  }

  /// Whether there are only blanks around the tag, and a line break behind it.
  private boolean ownLine(int tagStart) {
    String before = cursor.before(tagStart);
    int lineBreak = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
    return cursor.ahead(BLANK_TO_LINE_END) && before.substring(lineBreak + 1).isBlank();
  }
}
