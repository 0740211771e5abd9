package pegasus;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A source that lasts: one may look into it, add to it, and ask it about its past.
interface Backlog extends JobSource {
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

  /// What runs now, as far as the records tell, the oldest first.
  default List<Run.Command> running() {
    return List.of();
  }

  /// The jobs that are left, from the top. Looking holds nobody up, and waits for nobody.
  ///
  /// @param hosts on which each job has to make sense
  /// @throws PegasusException.Malformed when the queue cannot be understood
  Stream<Job> jobs(List<Host> hosts);

  /// How many that are.
  default long size() {
    return jobs(List.of()).count();
  }

  /// Adds jobs at the end.
  ///
  /// @throws PegasusException.Malformed when the queue cannot be understood; it is as it was
  void push(List<Job> jobs);
}
