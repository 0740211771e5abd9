package pegasus.support;

import java.util.Optional;
import pegasus.Job;
import pegasus.PegasusException;
import pegasus.Queue;

/// Takes job after job from a queue, and prints each.
public final class JobTaker {
  private JobTaker() {}

  public static void main(String... queue) {
    try {
      var jobs = Queue.open(queue[0]);
      for (Optional<Job> job = jobs.pop(); job.isPresent(); job = jobs.pop()) {
        System.out.println(job.get().command());
      }
    } catch (PegasusException e) {
      System.out.println("error: " + e.getMessage());
    }
  }
}
