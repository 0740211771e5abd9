package pegasus.cli;

import java.util.Optional;
import java.util.stream.Stream;

/// The letters that Java can read in arguments and in names of files. In a locale without UTF-8, as
/// cron has, these are those of ASCII: of others it makes U+FFFD, and finds no file by that.
final class Letters {
  private static final String LOST = "\uFFFD";

  private Letters() {}

  /// What to do about letters that were lost, if some were.
  static Optional<String> mistake(String... args) {
    if (System.getProperty("sun.jnu.encoding", "UTF-8").equals("UTF-8")) {
      return Optional.empty();
    }
    return Stream.concat(Stream.of(args), Stream.of(System.getProperty("user.dir")))
        .filter(text -> text.contains(LOST))
        .findFirst()
        .map(text -> "Java cannot read '" + text + "' in this locale; set LC_ALL=C.UTF-8");
  }
}
