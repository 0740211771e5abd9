package pegasus;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Where a run gets its jobs from, and where it keeps its records.
interface JobSource {
  /// Takes the job at the top.
  ///
  /// @param gate passed when the queue changes; shutting it also ends the wait for whatever holds
  ///   this up
  /// @param notice hears what that is
  /// @return empty when there is none, or when the gate is shut
  /// @throws PegasusException.Malformed when the queue cannot be understood; nothing was taken
  Optional<Job> take(Gate gate, Consumer<String> notice);

  /// Puts a job that never started back to the top.
  ///
  /// @param gate as in [#take]
  /// @param notice likewise
  /// @return false when the gate is shut: the queue is as it was
  /// @throws PegasusException.Malformed when the queue cannot be understood; it is as it was
  boolean putBack(Job job, Gate gate, Consumer<String> notice);

  /// Looks whether the jobs make sense on these hosts, now and whenever the queue changes.
  ///
  /// @param gate shutting it ends the wait for whatever holds this up
  /// @param notice hears what that is
  /// @throws PegasusException.Malformed naming the place of a mistake
  void check(List<Host> hosts, Gate gate, Consumer<String> notice);

  /// Calls `changed` whenever there may be something new to take, until it is closed: then nobody
  /// will take more.
  Watch watch(Runnable changed);

  /// Writes down that a job starts.
  Trace started(Job job, Host host, String command);

  /// Whether a job that was taken is still to be run.
  default boolean wants(Job job) {
    return true;
  }

  /// Whether each result goes to whoever asked for the job: then a run need not keep it.
  default boolean answers() {
    return false;
  }

  /// What is written down about a job that started.
  interface Trace {
    /// Where nothing is written.
    Trace NONE =
        new Trace() {
          @Override
          public void ended(Result result) {}

          @Override
          public void returned(Result result) {}
        };

    /// The job came to this end.
    void ended(Result result);

    /// The job never reached its host after all, and was put back.
    void returned(Result result);
  }

  /// Stops calling.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
