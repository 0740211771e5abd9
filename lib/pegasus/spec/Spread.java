package pegasus.spec;

/// How the rest of an entry stands in the file once its first job is taken: one entry for each job.
/// It is written once and shared by all that follows, so that taking the next job costs nothing.
final class Spread {
  private final String text;
  // Where each job's entry starts in the text.
  private final int[] starts;
  private final QueueEntry left;

  private Spread(String text, int[] starts, QueueEntry left) {
    this.text = text;
    this.starts = starts;
    this.left = left;
  }

  static Spread of(QueueEntry entry, String margin) {
    Grid<String> lines = entry.lines(margin);
    int[] starts = new int[entry.size()];
    int taken = lines.size() - starts.length;
    int length = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = length;
      length += lines.point(taken + i).values().stream().mapToInt(String::length).sum();
    }
    var text = new StringBuilder(length); // it may be very long: no room for more
    for (int i = 0; i < starts.length; i++) {
      lines.point(taken + i).values().forEach(text::append);
    }
    return new Spread(text.toString(), starts, entry);
  }

  /// The jobs that are left, at least one.
  QueueEntry left() {
    return left;
  }

  /// The same without its first job; it must have another one.
  Spread rest() {
    return new Spread(text, starts, left.rest());
  }

  String text() {
    return text.substring(start(0));
  }

  /// The lines of its first job.
  String head() {
    return text.substring(start(0), left.size() == 1 ? text.length() : start(1));
  }

  private int start(int index) {
    return starts[starts.length - left.size() + index];
  }
}
