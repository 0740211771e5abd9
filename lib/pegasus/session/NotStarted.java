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
  public boolean signal(Signal signal) {
    return false;
  }

  @Override
  public boolean gone() {
    return true;
  }

  @Override
  public void abandon() {
    // its end is known
  }
}
