package pegasus.store;

import java.util.List;
import pegasus.store.Change.InPlace;

/// Taken entries that stand in the queue's file as comments.
final class Marks {
  private Marks() {}

  /// The text without them. They are looked for by what they say, in their order: somebody may have
  /// edited the file since, and what is not found there is a comment of his now.
  static String sweep(String text, List<InPlace> marks) {
    var out = new StringBuilder(text.length());
    int at = 0;
    for (InPlace mark : marks) {
      int found = find(text, mark.after(), at);
      if (found >= 0) {
        out.append(text, at, found);
        at = found + mark.after().length();
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  private static int find(String text, String lines, int from) {
    int found = text.indexOf(lines, from);
    while (found > 0 && "\r\n\uFEFF".indexOf(text.charAt(found - 1)) < 0) {
      found = text.indexOf(lines, found + 1);
    }
    return found;
  }
}
