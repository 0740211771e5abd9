package pegasus;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Does something to a queue, and dies before one of the steps that it takes.
public final class DyingQueue {
  static final int DIED = 9;
  static final String ID = "k3j9x0m2qv";
  static final Host HOST = new Host("node-1");

  private final String last;
  private final FileQueue queue;
  private boolean deadly;

  private DyingQueue(Path file, String last, long longFrom) {
    this.last = last;
    this.queue = new FileQueue(file, Clock.systemUTC(), this::before, large(longFrom));
  }

  /// @param arguments the queue; `take`, `take the second`, `sweep`, `put back`, `retry` or
  ///   `recover`; the step; from how many bytes on a queue is a long one
  public static void main(String... arguments) {
    new DyingQueue(Path.of(arguments[0]), arguments[2], Long.parseLong(arguments[3]))
        .act(arguments[1]);
  }

  /// Long queues of so many bytes, which nobody sweeps.
  static FileQueue.Large large(long from) {
    return new FileQueue.Large(from, Duration.ofDays(1));
  }

  private void act(String deed) {
    switch (deed) {
      case "take" -> {
        queue.begin(List.of(HOST), new Gate(), _ -> {}, () -> {});
        deadly = true;
        take();
      }
      case "take the second" -> {
        queue.begin(List.of(HOST), new Gate(), _ -> {}, () -> {});
        take("first");
        deadly = true;
        take();
        before(last);
      }
      case "sweep" -> {
        queue.begin(List.of(HOST), new Gate(), _ -> {}, () -> {});
        take("first");
        take();
        deadly = true;
        queue.tidy();
      }
      case "put back" -> {
        queue.begin(List.of(HOST), new Gate(), _ -> {}, () -> {});
        Assignment taken = take();
        deadly = true;
        queue.putBack(taken, "the host is gone", new Gate(), _ -> {});
      }
      case "retry" -> {
        queue.begin(List.of(HOST), new Gate(), _ -> {}, () -> {});
        queue.ended(failed(take()));
        deadly = true;
        queue.retry(Set.of(ID));
      }
      case "recover" -> {
        deadly = true;
        queue.past();
      }
      default -> throw new IllegalArgumentException(deed);
    }
  }

  private Assignment take() {
    return take(ID);
  }

  private Assignment take(String id) {
    return queue.take(job -> assign(job, id), new Gate(), _ -> {}).orElseThrow().getFirst();
  }

  private static List<Assignment> assign(Job job, String id) {
    return List.of(new Assignment(id, id, job, HOST, 1, job.command(), Optional.empty()));
  }

  private static Result failed(Assignment a) {
    var outcome = new Outcome.Exited(1);
    return new Result(
        ID,
        a.job(),
        HOST,
        1,
        a.command(),
        outcome,
        Instant.EPOCH,
        Duration.ZERO,
        "",
        "",
        0,
        0,
        Optional.empty(),
        Optional.empty());
  }

  private void before(String step) {
    if (deadly && step.equals(last)) {
      Runtime.getRuntime().halt(DIED);
    }
  }
}
