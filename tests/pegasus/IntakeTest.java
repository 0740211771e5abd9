package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.support.Events;
import pegasus.support.QueueFolder;

class IntakeTest {
  @TempDir Path temp;

  private final Events events = new Events();
  private final Changes changes = new Changes();
  private final Control control = new Control(changes, () -> {});

  private Intake intake(JobSource source) {
    return new Intake(source, control, changes, () -> false, events);
  }

  private JobSource file() {
    return Queue.open(new QueueFolder(temp).queue()).source();
  }

  private static List<Assignment> assign(Job job) {
    return List.of(
        new Assignment("1", "1", job, new Host("node-1"), 1, job.command(), Optional.empty()));
  }

  @Test
  void a_host_that_comes_after_the_end_takes_nothing() throws Exception {
    var folder = new QueueFolder(temp).with("");
    var intake = intake(file());
    assertEquals(Optional.empty(), intake.next(IntakeTest::assign));

    folder.with("- late\n");

    assertEquals(Optional.empty(), intake.next(IntakeTest::assign));
    assertTrue(intake.complete());
    assertEquals("- late\n", folder.queueText());
  }

  @Test
  void after_a_stop_nothing_is_taken_and_nothing_is_put_back() throws Exception {
    var folder = new QueueFolder(temp).with("- one\n- two\n");
    var intake = intake(file());
    Assignment one = intake.next(IntakeTest::assign).orElseThrow().getFirst();

    control.stop();

    assertFalse(intake.putBack(one, "gone"));
    assertEquals(Optional.empty(), intake.next(IntakeTest::assign));
    intake.done();
    intake.awaitEnd();
    assertFalse(intake.complete());
    assertEquals("- two\n", folder.queueText());
  }

  @Test
  void a_source_that_fails_leaves_no_host_busy() throws Exception {
    var intake = intake(new Failing());

    assertThrows(IllegalStateException.class, () -> intake.next(IntakeTest::assign));
    control.stop();

    intake.awaitEnd();
    assertFalse(intake.complete());
  }

  /// Fails in a way that nobody foresaw.
  private static final class Failing implements JobSource {
    @Override
    public Optional<List<Assignment>> take(
        Function<Job, List<Assignment>> assign, Gate gate, Consumer<String> notice) {
      throw new IllegalStateException("a mistake in the program");
    }

    @Override
    public boolean putBack(Assignment unsent, String reason, Gate gate, Consumer<String> notice) {
      return false;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public Begun begin(List<Host> hosts, Gate gate, Consumer<String> notice, Runnable changed) {
      return () -> {}; // all hosts are fine
    }

    @Override
    public OptionalLong left(Gate gate, Consumer<String> notice) {
      return OptionalLong.empty();
    }

    @Override
    public void again(Assignment assignment) {
      // Nobody keeps records.
    }

    @Override
    public void ended(Result result) {
      // Likewise.
    }
  }
}
