package pegasus;

import java.util.random.RandomGenerator;

/// Names for jobs that are taken and for their runs: short enough to type, long enough not to meet
/// again in one journal. A job taken in queue mode and its first run are both `k3j9x0m2qv`, say;
/// its second attempt is `k3j9x0m2qv.2`. In broadcast mode the run on the third host is
/// `k3j9x0m2qv-3`.
final class Ids {
  // Fifty random bits: among a hundred thousand jobs, the same twice has a chance of one in two
  // hundred thousand.
  private static final int LENGTH = 10;
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private Ids() {}

  static String next(RandomGenerator random) {
    var id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  /// The name of the run on the host at a place, from 1 on.
  static String onHost(String taken, int place) {
    return taken + "-" + place;
  }

  /// The name of another attempt.
  static String attempt(String taken, int attempt) {
    return taken + "." + attempt;
  }

  /// The name that all attempts share.
  static String withoutAttempt(String id) {
    return id.replaceFirst("\\..*", "");
  }

  /// The name of the taking from which a run came.
  static String taken(String id) {
    return id.replaceFirst("[-.].*", "");
  }
}
