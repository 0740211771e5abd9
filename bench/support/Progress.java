package bench.support;

/// What a bench says while it works, away from its tables.
final class Progress {
  private Progress() {}

  static void say(String text) {
    System.err.println("[bench] " + text);
  }
}
