package pegasus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatientTest {
  private final AtomicInteger cancelled = new AtomicInteger();

  private <T> T call(Callable<T> wait) {
    return Patient.call(wait, cancelled::incrementAndGet);
  }

  @Test
  void what_is_waited_for_is_not_cancelled_when_it_came() {
    assertEquals(1, call(() -> 1));
    assertEquals(0, cancelled.get());
  }

  @Test
  void an_interrupt_cancels_it_and_stays() {
    var e =
        assertThrows(
            PegasusException.class,
            () ->
                call(
                    () -> {
                      throw new InterruptedException();
                    }));

    assertTrue(Thread.interrupted());
    assertTrue(e.getMessage().startsWith("interrupted"), e.getMessage());
    assertEquals(1, cancelled.get());
  }

  /// As a JShell does when its user presses Ctrl-C.
  @Test
  void an_error_that_somebody_throws_into_the_thread_cancels_it_too() {
    var stop = new Error("stopped");

    Error told =
        assertThrows(
            Error.class,
            () ->
                call(
                    () -> {
                      throw stop;
                    }));

    assertSame(stop, told);
    assertEquals(1, cancelled.get());
  }
}
