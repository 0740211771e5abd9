package pegasus.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pegasus.PegasusException.Malformed;

/// A place in a template that moves forward as it is read.
final class Cursor {
  private static final Pattern BLANKS = Pattern.compile("[ \t\r\n]*");

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  void moveTo(int offset) {
    at = offset;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /// The character here; a NUL at the end.
  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  char next() {
    return text.charAt(at++);
  }

  boolean ahead(String token) {
    return text.startsWith(token, at);
  }

  boolean ahead(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length()).lookingAt();
  }

  /// Moves behind `token` if it stands here.
  boolean take(String token) {
    boolean ahead = ahead(token);
    at += ahead ? token.length() : 0;
    return ahead;
  }

  /// Moves behind what matches here, and returns it; empty if nothing does.
  String take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    String found = matcher.lookingAt() ? matcher.group() : "";
    at += found.length();
    return found;
  }

  /// Moves behind the next `token`; stays here if there is none.
  boolean find(String token) {
    int found = text.indexOf(token, at);
    at = found < 0 ? at : found + token.length();
    return found >= 0;
  }

  void skipBlanks() {
    take(BLANKS);
  }

  String since(int start) {
    return text.substring(start, at);
  }

  String before(int offset) {
    return text.substring(0, offset);
  }

  String rest() {
    return text.substring(at);
  }

  Malformed mistake(String what) {
    return mistake(at, what);
  }

  /// The mistake at an offset: `line 1, column 7: what is wrong`. Columns count characters, from 1.
  Malformed mistake(int offset, String what) {
    var place = Place.at("", text, offset);
    return new Malformed("line %d, column %d: %s".formatted(place.line(), place.column(), what));
  }
}
