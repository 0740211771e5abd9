package pegasus.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pegasus.Event.Source;
import pegasus.Outcome;

class RunningCommandTest {
  private static final Outcome OK = new Outcome.Exited(0);

  /// A host so busy that the last output comes long after the exit status, when it is asked for.
  private record BusyHost(Inbox stdout, String last) implements RunningCommand.Control {
    @Override
    public boolean signal(Running.Signal signal) {
      return false;
    }

    @Override
    public boolean gone() {
      return true;
    }

    @Override
    public void settle() {
      stdout.receive(last.getBytes(UTF_8));
      stdout.end();
    }

    @Override
    public void release() {}
  }

  @Test
  void output_that_comes_long_after_the_exit_status_is_not_lost() throws Exception {
    var got = new StringBuffer();
    var stdout =
        new Inbox(
            Source.STDOUT, (_, bytes, n) -> got.append(new String(bytes, 0, n, UTF_8)), _ -> {});
    // No grace at all: the stream counts as silent at once.
    var running = new RunningCommand(new BusyHost(stdout, "the last line\n"), List.of(stdout), 0);
    stdout.whenDone(running::drained);
    running.ended(OK);
    assertEquals(OK, running.await());
    assertEquals("the last line\n", got.toString());
  }

  @Test
  void an_interrupt_does_not_take_back_an_end_that_is_known() throws Exception {
    var stdout = new Inbox(Source.STDOUT, (_, _, _) -> {}, _ -> {});
    var running = new RunningCommand(new BusyHost(stdout, ""), List.of(stdout), 0);
    stdout.whenDone(running::drained);
    stdout.end();
    running.ended(OK);
    Thread.currentThread().interrupt();
    assertEquals(OK, running.await());
    assertTrue(Thread.interrupted(), "it is still told");
  }

  @Test
  void an_interrupt_ends_the_wait_for_an_end_that_is_not_known() {
    var stdout = new Inbox(Source.STDOUT, (_, _, _) -> {}, _ -> {});
    var running = new RunningCommand(new BusyHost(stdout, ""), List.of(stdout), 0);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, running::await);
  }
}
