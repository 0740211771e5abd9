package pegasus.spec;

import java.util.List;

/// A YAML file that is a list, with where each item stands in its text, so that items can be cut
/// out.
///
/// @param <T> what an item says
record YamlList<T>(String text, List<Item<T>> items) {
  /// One item and the lines it stands on. Items in brackets, `[a, b]`, have no lines of their own:
  /// there, the first one stands for all the brackets hold.
  ///
  /// @param start offset into the text of the start of the line with the item's `-`
  /// @param end offset behind the item's last line, its line break included
  /// @param tied whether it cannot be cut out by itself: it stands in brackets with others, defines
  ///   an anchor or uses an alias
  record Item<T>(T value, int start, int end, boolean tied) {}

  /// What stands above the first item.
  String top() {
    return text.substring(0, items.isEmpty() ? text.length() : items.getFirst().start());
  }

  /// What stands between the items from `from` on and above item `to`, when those are cut out.
  String gaps(int from, int to) {
    var out = new StringBuilder();
    for (int i = from; i < to; i++) {
      int end = items.get(i).end();
      if (end < next(i)) {
        out.append(text, end, next(i));
      }
    }
    return out.toString();
  }

  private int next(int index) {
    return index + 1 < items.size() ? items.get(index + 1).start() : text.length();
  }

  /// What stands below item `index`.
  String below(int index) {
    return text.substring(items.get(index).end());
  }

  /// Item `index` and what stands below it.
  String from(int index) {
    return text.substring(items.get(index).start());
  }

  /// The lines of item `index`.
  String lines(int index) {
    return text.substring(items.get(index).start(), items.get(index).end());
  }

  /// What stands between item `index` and the next one, or the end.
  String gap(int index) {
    return text.substring(items.get(index).end(), next(index));
  }

  /// The blanks before the dash of each item.
  String margin() {
    if (items.isEmpty()) {
      return "";
    }
    int start = items.getFirst().start();
    int end = start;
    while (text.charAt(end) == ' ') {
      end++;
    }
    return text.substring(start, end);
  }
}
