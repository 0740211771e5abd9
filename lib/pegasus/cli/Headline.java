package pegasus.cli;

import pegasus.Outcome;
import pegasus.Result;

/// One line about a job that did not succeed: `exit status 3 after 0.1 s: python train.py`.
final class Headline {
  private Headline() {}

  static String of(Result result) {
    String what =
        firstLine(result.command().isEmpty() ? result.job().toString() : result.command());
    if (result.outcome() instanceof Outcome.NotRun(String reason)) {
      return "not run: " + what + ": " + reason;
    }
    String attempt = result.attempt() == 1 ? "" : " at attempt " + result.attempt();
    return result.outcome() + " after " + Elapsed.of(result.elapsed()) + attempt + ": " + what;
  }

  /// The first line of a command, and whether there are more.
  static String firstLine(String command) {
    String first = command.lines().findFirst().orElse("");
    return first.length() == command.length() ? command : first + " ...";
  }
}
