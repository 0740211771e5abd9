package pegasus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Where a run gets its jobs from, and where it keeps its records.
interface JobSource {
  /// Takes the job at the top, for the hosts that are to run it.
  ///
  /// @param assign says where a job runs, and as what; all that is written down with the take.
  ///   Asked again when somebody has edited the queue meanwhile: the last answer counts
  /// @param gate passed when the queue changes; shutting it also ends the wait for whatever holds
  ///   this up
  /// @param notice hears what that is
  /// @return empty when there is none, or when the gate is shut
  /// @throws PegasusException.Malformed when the queue cannot be understood; nothing was taken
  Optional<List<Assignment>> take(
      Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice);

  /// Like [#take], for the host at a place: there may be jobs for that one only.
  default Optional<List<Assignment>> takeFor(
      int place, Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
    return take(assign, gate, notice);
  }

  /// Puts a job that never reached its host back to the top.
  ///
  /// @param reason why it did not
  /// @param gate as in [#take]
  /// @param notice likewise
  /// @return false when the gate is shut: the queue is as it was
  /// @throws PegasusException.Malformed when the queue cannot be understood; it is as it was
  boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice);

  /// How many jobs there are to take.
  ///
  /// @param gate as in [#take]
  /// @param notice likewise
  /// @return empty when the gate is shut
  /// @throws PegasusException.Malformed when the queue cannot be understood
  OptionalLong left(Gate gate, Consumer<String> notice);

  /// Whether nothing is left to be taken, as far as that can be told without waiting for anybody.
  boolean isEmpty();

  /// Begins a run: tells what the last one left behind, and looks whether the jobs make sense on
  /// these hosts: now, and if it is a file, whenever that changes.
  ///
  /// @param gate shutting it ends the wait for whatever holds this up
  /// @param notice hears what that is
  /// @param changed called whenever there may be something new to take, until the run is over
  /// @return to be closed when the run is over, and takes no more
  /// @throws PegasusException.Malformed naming the place of a mistake; then nothing has begun
  Begun begin(List<Host> hosts, Gate gate, Consumer<String> notice, Runnable changed);

  /// Leaves the queue as its readers expect it. Called when nothing more is taken, but before
  /// anybody is told so: nothing changes afterwards. Returns soon, whoever holds what is needed.
  default void tidy() {}

  /// Writes down that a job starts once more.
  void again(Assignment assignment);

  /// Writes down how a run of a job ended.
  void ended(Result result);

  /// Hears to which hosts there is no way now, whenever that changes.
  ///
  /// @param places of these hosts
  default void gone(Set<Integer> places) {}

  /// Whether a job may run on any host, and so be tried again on another one.
  default boolean anywhere(Job job) {
    return true;
  }

  /// How long a job may take, if it is not what the run says.
  default Optional<Duration> timeout(Job job) {
    return Optional.empty();
  }

  /// Whether a job that was taken is still to be run.
  default boolean wants(Job job) {
    return true;
  }

  /// Tells whoever asked for a job how it ended: its last attempt, if it was run more than once.
  default void answer(Result result) {}

  /// Whether each result goes to whoever asked for the job: then a run need not keep it.
  default boolean answers() {
    return false;
  }

  /// A run that works on this source.
  interface Begun extends AutoCloseable {
    @Override
    void close();
  }
}
