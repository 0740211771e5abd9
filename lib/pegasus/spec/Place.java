package pegasus.spec;

import pegasus.PegasusException.Malformed;

/// Where something stands in a file.
///
/// @param file as the user named it
/// @param line from 1
/// @param column from 1, in characters
public record Place(String file, int line, int column) {
  /// The mistake at this place, in one line: `queue.yaml:3:5: what is wrong`.
  public Malformed mistake(String what) {
    return new Malformed(this + ": " + what.replaceAll("\\R", " "));
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
