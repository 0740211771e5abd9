package pegasus;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import pegasus.store.History.Past;

/// Where a run gets its jobs from, and where it keeps its records.
interface JobSource {
  /// Takes the job at the top, for the hosts that are to run it.
  ///
  /// @param assign says where a job runs, and as what; all that is written down with the take
  /// @param gate passed when the queue changes; shutting it also ends the wait for whatever holds
  ///   this up
  /// @param notice hears what that is
  /// @return empty when there is none, or when the gate is shut
  /// @throws PegasusException.Malformed when the queue cannot be understood; nothing was taken
  Optional<List<Assignment>> take(
      Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice);

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

  /// Begins a run: tells what the last one left behind, and looks whether the jobs make sense on
  /// these hosts, now and whenever the queue changes.
  ///
  /// @param gate shutting it ends the wait for whatever holds this up
  /// @param notice hears what that is
  /// @throws PegasusException.Malformed naming the place of a mistake
  void begin(List<Host> hosts, Gate gate, Consumer<String> notice);

  /// Calls `changed` whenever there may be something new to take, until it is closed: then the run
  /// is over, and nobody will take more.
  Watch watch(Runnable changed);

  /// Writes down that a job starts once more.
  void again(Assignment assignment);

  /// Writes down how a run of a job ended.
  void ended(Result result);

  /// What is known of past runs, the oldest first.
  default List<Past> past() {
    return List.of();
  }

  /// Puts the jobs of past runs back to the top, each taking once.
  ///
  /// @return those whose jobs are in the queue again
  default List<Past> retry(Set<String> ids) {
    return List.of();
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

  /// Stops calling.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
