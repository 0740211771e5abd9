package pegasus;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Which hosts of a run can be used at the moment, each known by its place in the list. Ends the
/// run when none can be used any more.
final class Roster {
  private enum State {
    NEW,
    UP,
    DOWN,
    GIVEN_UP,
    LEFT_OUT
  }

  private final List<Host> hosts;
  private final boolean patient;
  private final Runnable changed;
  private final Runnable end;
  // Guarded by this: the state of each host, and whether one of them was ever reached.
  private final State[] states;
  private boolean reached;

  /// @param patient whether hosts that were reached once are waited for without an end
  /// @param changed told when a host comes or goes
  /// @param end told when none is left
  Roster(List<Host> hosts, boolean patient, Runnable changed, Runnable end) {
    this.hosts = List.copyOf(hosts);
    this.patient = patient;
    this.changed = changed;
    this.end = end;
    this.states = new State[hosts.size()];
    Arrays.fill(states, State.NEW);
  }

  void up(int place) {
    synchronized (this) {
      reached = true;
    }
    set(place, State.UP);
  }

  /// There is no way to a host.
  ///
  /// @param hopeless whether the run should not wait for it any more, if there is no other
  void down(int place, boolean hopeless) {
    set(place, hopeless ? State.GIVEN_UP : State.DOWN);
  }

  /// Leaves a host out for good.
  ///
  /// @return false when it is the last that can be used: it stays
  boolean leaveOut(int place) {
    synchronized (this) {
      if (!anyExcept(Set.of(place), State.UP::equals)) {
        return false;
      }
      states[place] = State.LEFT_OUT;
    }
    changed.run();
    return true;
  }

  /// Nobody cares for this host any more. Nobody should wait for it either, if it was never tried.
  synchronized void leave(int place) {
    if (states[place] == State.NEW) {
      states[place] = State.LEFT_OUT;
    }
    notifyAll();
  }

  /// Whether some host was reached so far.
  synchronized boolean reached() {
    return reached;
  }

  /// Whether there is a host that can be used, or soon may be, besides those at these places.
  synchronized boolean usableExcept(Set<Integer> places) {
    return anyExcept(places, state -> state == State.UP || state == State.NEW);
  }

  private boolean anyExcept(Set<Integer> places, Predicate<State> which) {
    return places(which).stream().anyMatch(place -> !places.contains(place));
  }

  /// The hosts to which there is no way now.
  synchronized List<Host> unreachable() {
    return places(state -> state == State.DOWN || state == State.GIVEN_UP).stream()
        .map(hosts::get)
        .toList();
  }

  /// The places of those that cannot be used now, or ever.
  synchronized Set<Integer> gone() {
    return Set.copyOf(places(state -> state != State.NEW && state != State.UP));
  }

  /// Waits until each host was tried.
  synchronized void awaitTried() throws InterruptedException {
    while (!places(State.NEW::equals).isEmpty()) {
      wait();
    }
  }

  private void set(int place, State state) {
    boolean over;
    synchronized (this) {
      states[place] = state;
      over = over();
      notifyAll();
    }
    // Not while this is locked: the end waits for those in the gate, who may ask for a host.
    if (over) {
      end.run();
    }
    changed.run();
  }

  private boolean over() {
    if (!reached) {
      return places(State.NEW::equals).isEmpty();
    }
    return !patient
        && places(state -> state != State.GIVEN_UP && state != State.LEFT_OUT).isEmpty();
  }

  private List<Integer> places(Predicate<State> which) {
    return IntStream.range(0, states.length)
        .filter(place -> which.test(states[place]))
        .boxed()
        .toList();
  }
}
