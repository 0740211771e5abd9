package pegasus.cli;

import pegasus.Outcome;
import pegasus.Result;

/// What people count at the end of a run: the kinds of [Outcome], as far as they ask for different
/// things to do.
enum OutcomeKind {
  SUCCEEDED("succeeded", ""),
  FAILED("failed", "--failed"),
  TIMED_OUT("timed out", "--timed-out"),
  CANCELLED("cancelled", "--cancelled"),
  LOST("lost", "--lost"),
  NOT_RUN("not run", "--all");

  private final String word;
  private final String retryOption;

  OutcomeKind(String word, String retryOption) {
    this.word = word;
    this.retryOption = retryOption;
  }

  static OutcomeKind of(Result result) {
    return of(result.outcome());
  }

  static OutcomeKind of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Exited(int status) -> status == 0 ? SUCCEEDED : FAILED;
      case Outcome.Signalled _ -> FAILED;
      case Outcome.TimedOut _ -> TIMED_OUT;
      case Outcome.Cancelled _ -> CANCELLED;
      case Outcome.Lost _ -> LOST;
      case Outcome.NotRun _ -> NOT_RUN;
    };
  }

  String word() {
    return word;
  }

  /// The option of `pegasus retry` that takes these; the one for [#NOT_RUN] takes all others too.
  String retryOption() {
    return retryOption;
  }
}
