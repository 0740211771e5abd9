package pegasus;

/// One host of a run in queue mode: keeps its connection, and runs job after job over it.
final class HostWorker implements Runnable {
  private static final int USUAL_FAILURES = 3;

  private final int place;
  private final Link link;
  private final Handout handout;
  private final Roster roster;
  private final Control control;
  private final Options options;
  private final Tolerance tolerance;
  private final HostHealth health;
  // In a row: attempts to connect that failed, and connections that broke.
  private int failures;

  /// @param place of the host among those of the run
  /// @param options whose listener does not throw
  HostWorker(
      int place,
      Link link,
      Handout handout,
      Roster roster,
      Control control,
      Options options,
      Tolerance tolerance) {
    this.place = place;
    this.link = link;
    this.handout = handout;
    this.roster = roster;
    this.control = control;
    this.options = options;
    this.tolerance = tolerance;
    this.health = new HostHealth(maxFailures(options), tolerance.atOnce());
  }

  /// Works until the run is at its end or the host is left out.
  @Override
  public void run() {
    try (link) {
      boolean useful = connect();
      while (useful) {
        useful = work() && !handout.atEnd() && connect();
      }
    } catch (InterruptedException e) {
      // The run is over.
    } catch (RuntimeException | Error e) {
      control.fail(e);
    } finally {
      roster.leave(place);
    }
  }

  /// Connects, however many attempts that takes.
  ///
  /// @return false when the run came to its end meanwhile
  private boolean connect() throws InterruptedException {
    while (!control.stopped()) {
      if (failures > 0) {
        tolerance.pause(failures);
      }
      if (link.open()) {
        roster.up(place);
        return true;
      }
      failed();
      // Those that were reached see for themselves when nothing is left to do.
      if (roster.reached() && handout.atEnd()) {
        return false;
      }
    }
    return false;
  }

  private void failed() {
    failures++;
    roster.down(place, failures >= tolerance.attempts());
  }

  /// Runs jobs as long as the connection holds.
  ///
  /// @return false when there is nothing left to do here
  private boolean work() throws InterruptedException {
    while (true) {
      var next = handout.next(place);
      if (next.isEmpty()) {
        return false;
      }
      var result = handout.run(next.get(), place, link, this::putBack);
      if (result.isEmpty()) {
        return true;
      }
      if (control.stopped() || leftOut(result.get())) {
        return false;
      }
      if (broken(result.get())) {
        return true;
      }
    }
  }

  // The job is back before the host is given up: that may end the run, and with it the queue's
  // changes.
  private boolean putBack(Assignment unsent, String reason) throws InterruptedException {
    link.unreachable(reason);
    boolean back = handout.putBack(unsent, reason);
    failed();
    return back;
  }

  private boolean broken(Result result) {
    boolean lost = result.outcome() instanceof Outcome.Lost;
    // A connection that held for a while is no reason to be impatient.
    if (!lost || !health.failedAtOnce(result)) {
      failures = 0;
    }
    if (link.isOpen()) {
      return false;
    }
    failed();
    return true;
  }

  private static int maxFailures(Options options) {
    return options.maxHostFailures().orElse(USUAL_FAILURES);
  }

  private boolean leftOut(Result result) {
    health.add(result);
    if (!health.bad() || !roster.leaveOut(place)) {
      return false;
    }
    String text =
        "left out: %d commands in a row failed at once, the last with: %s. What they printed may"
            + " tell why; or try one by hand on the host. --max-host-failures 0 (in a script"
            + " withMaxHostFailures(0)) keeps such hosts in";
    tell(text.formatted(maxFailures(options), result.outcome()));
    return true;
  }

  private void tell(String text) {
    options.listener().accept(new Event.HostNotice(link.host(), text));
  }
}
