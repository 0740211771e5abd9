package pegasus.spec;

import pegasus.PegasusException.Malformed;

/// Where something stands in a file.
///
/// @param file as the user named it
/// @param line from 1
/// @param column from 1, in characters
public record Place(String file, int line, int column) {
  /// Where a text has a certain character.
  ///
  /// @param offset from 0, as Java counts
  static Place at(String file, String text, int offset) {
    String before = text.substring(0, offset);
    String lastLine = before.substring(before.lastIndexOf('\n') + 1);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(file, line, lastLine.codePointCount(0, lastLine.length()) + 1);
  }

  /// The mistake at this place, in one line: `queue.yaml:3:5: what is wrong`.
  public Malformed mistake(String what) {
    return new Malformed(this + ": " + what.replaceAll("\\R", " "));
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
