package pegasus;

/// A number and what it counts, in words.
final class Counted {
  private Counted() {}

  /// `1 host`, `2 hosts`.
  static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
