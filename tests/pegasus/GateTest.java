package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import pegasus.support.Eventually;

class GateTest {
  private final Gate gate = new Gate();

  @Test
  void nobody_passes_once_it_is_shut() {
    assertEquals(Optional.of("in"), gate.pass(() -> Optional.of("in")));

    gate.shut();

    assertTrue(gate.isShut());
    assertEquals(Optional.empty(), gate.pass(() -> Optional.of("in")));
  }

  @Test
  void shutting_it_waits_for_who_is_in_it() throws Exception {
    var log = new LinkedBlockingQueue<String>();
    var entered = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Thread inside = Thread.ofPlatform().start(() -> gate.pass(() -> take(log, entered, go)));
    entered.await();
    Thread shutting =
        Thread.ofPlatform()
            .start(
                () -> {
                  gate.shut();
                  log.add("shut");
                });
    Eventually.check("it waits", () -> shutting.getState() == Thread.State.BLOCKED);

    go.countDown();
    inside.join();
    shutting.join();

    assertEquals("taken", log.remove());
    assertEquals("shut", log.remove());
  }

  private static Optional<String> take(
      LinkedBlockingQueue<String> log, CountDownLatch entered, CountDownLatch go) {
    entered.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    log.add("taken");
    return Optional.empty();
  }
}
