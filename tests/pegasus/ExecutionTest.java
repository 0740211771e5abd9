package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pegasus.session.Running.Signal;
import pegasus.support.FakeCommand;
import pegasus.support.FakeNodes;

/// How a command is brought to its end, and what is said of it.
@Timeout(60)
class ExecutionTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Host host = new Host("a");
  private final FakeNodes nodes = FakeNodes.byHand();

  @Test
  void a_command_that_heeds_term_is_cancelled_and_seen_gone() throws Exception {
    var execution = execution(Options.defaults(), LONG);
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();

    execution.cancel();
    assertEquals(Signal.TERM, command.awaitSignal());
    command.end(new Outcome.Signalled("TERM"));

    assertEquals(new Outcome.Cancelled(true), result.join().outcome());
  }

  @Test
  void a_command_that_ends_well_only_because_it_was_asked_to_end_is_cancelled() throws Exception {
    var execution = execution(Options.defaults(), LONG);
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();

    execution.cancel();
    assertEquals(Signal.TERM, command.awaitSignal());
    command.exit(0);

    assertEquals(new Outcome.Cancelled(true), result.join().outcome());
  }

  @Test
  void a_command_that_came_to_its_end_before_anybody_could_stop_it_keeps_its_outcome()
      throws Exception {
    var execution = execution(Options.defaults(), LONG);
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();

    command.exitUnheard(0);
    execution.cancel();
    assertEquals(Signal.TERM, command.awaitSignal());
    command.tellEnd();

    assertEquals(new Outcome.Exited(0), result.join().outcome());
  }

  @Test
  void what_does_not_heed_term_is_killed() throws Exception {
    var execution = execution(Options.defaults(), SHORT);
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();

    execution.cancel();
    assertEquals(Signal.TERM, command.awaitSignal());
    assertEquals(Signal.KILL, command.awaitSignal());
    command.end(new Outcome.Signalled("KILL"));

    assertTrue(result.join().outcome() instanceof Outcome.Cancelled);
  }

  @Test
  void others_of_its_group_are_killed_after_its_end_and_not_called_gone_before() throws Exception {
    var execution = execution(Options.defaults(), SHORT);
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();
    command.lingers();

    execution.cancel();
    assertEquals(Signal.TERM, command.awaitSignal());
    command.end(new Outcome.Signalled("TERM"));
    assertEquals(Signal.KILL, command.awaitSignal());

    assertEquals(new Outcome.Cancelled(false), result.join().outcome());
  }

  @Test
  void what_cannot_be_ended_at_all_is_given_up_with_its_fate_unknown() throws Exception {
    var execution = execution(Options.defaults(), SHORT);
    var result = run(execution);
    nodes.awaitStart();

    execution.cancel();

    assertEquals(new Outcome.Cancelled(false), result.join().outcome());
  }

  @Test
  void a_connection_that_breaks_meanwhile_leaves_the_fate_unknown() throws Exception {
    var execution = execution(Options.defaults(), LONG);
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();

    execution.cancel();
    assertEquals(Signal.TERM, command.awaitSignal());
    command.end(new Outcome.Lost("it broke"));

    assertEquals(new Outcome.Cancelled(false), result.join().outcome());
  }

  @Test
  void a_command_that_takes_too_long_is_timed_out() throws Exception {
    var result = run(execution(Options.defaults().withTimeout(SHORT), LONG));
    FakeCommand command = nodes.awaitStart();

    assertEquals(Signal.TERM, command.awaitSignal());
    command.end(new Outcome.Signalled("TERM"));

    assertEquals(new Outcome.TimedOut(true), result.join().outcome());
  }

  @Test
  void a_command_that_ends_in_time_is_left_alone_whatever_the_limit() throws Exception {
    for (Duration limit : List.of(LONG, Duration.ofDays(1_000_000_000))) {
      var result = run(execution(Options.defaults().withTimeout(limit), LONG));
      FakeCommand command = nodes.awaitStart();
      command.exit(3);
      assertEquals(new Outcome.Exited(3), result.join().outcome());
      assertEquals(List.of(), command.signals());
    }
  }

  @Test
  void what_runs_is_known_while_it_runs() throws Exception {
    var execution = execution(Options.defaults(), LONG);
    assertEquals(Optional.empty(), execution.running());
    var result = run(execution);
    FakeCommand command = nodes.awaitStart();
    execution.cancel(); // takes it through the lock behind which it begins
    command.awaitSignal();
    assertEquals("one", execution.running().orElseThrow().command());
    assertEquals(host, execution.running().orElseThrow().host());
    command.exit(0);
    result.join();
    assertEquals(Optional.empty(), execution.running());
  }

  private Execution execution(Options options, Duration grace) {
    var job = new Job("one");
    return new Execution(
        new Assignment("id", "id", job, host, 1, "one", Optional.empty()), options, grace);
  }

  private CompletableFuture<Result> run(Execution execution) {
    var result = new CompletableFuture<Result>();
    var link = new Link(host, nodes, Options.defaults());
    Thread.startVirtualThread(
        () -> {
          try (link) {
            result.complete(execution.run(link));
          } catch (InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
