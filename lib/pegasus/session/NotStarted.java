package pegasus.session;

import pegasus.Outcome;

/// A command that could not be started, through no fault of its session.
record NotStarted(Outcome.NotRun outcome) implements Running {
  NotStarted(String reason) {
    this(new Outcome.NotRun(reason));
  }

  @Override
  public Outcome await() {
    return outcome;
  }

  @Override
  public void signal(Signal signal) {
    // there is nothing to send it to
  }
}
