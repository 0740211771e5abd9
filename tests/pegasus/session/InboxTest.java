package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pegasus.Event.Source;
import pegasus.PegasusException;
import pegasus.support.Collected;

@Timeout(60)
class InboxTest {
  private final AtomicInteger taken = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);

  @Test
  void what_arrives_is_delivered_in_order_and_then_it_is_done() throws Exception {
    var output = new Collected();
    var inbox = inbox(output);
    var expected = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      inbox.receive(bytes(i + " "));
      expected.append(i).append(' ');
    }
    inbox.end();
    done.await();
    assertEquals(expected.toString(), output.stdout());
    assertEquals(expected.length(), taken.get());
    assertTrue(inbox.done());
  }

  @Test
  void a_silent_stream_is_done_at_once_when_it_ends() throws Exception {
    var inbox = inbox(new Collected());
    assertFalse(inbox.done());
    inbox.end();
    inbox.end(); // closing follows the end
    done.await();
    assertTrue(inbox.done());
  }

  @Test
  void what_an_output_does_not_take_is_not_asked_for_again_and_holds_nobody_up() throws Exception {
    var taking = new CountDownLatch(1);
    var output = new Collected();
    var inbox =
        inbox(
            (source, bytes, length) -> {
              await(taking);
              output.accept(source, bytes, length);
            });
    inbox.receive(bytes("one "));
    inbox.receive(bytes("two"));
    inbox.end();
    assertFalse(inbox.done());
    assertEquals(0, taken.get());
    taking.countDown();
    done.await();
    assertEquals("one two", output.stdout());
  }

  @Test
  void an_output_that_throws_is_told_and_the_rest_is_taken_all_the_same() throws Exception {
    throwsAndIsTold(new PegasusException("no room"));
  }

  /// As when memory runs out: that must not hold up the command for ever.
  @Test
  void so_is_one_that_throws_an_error() throws Exception {
    throwsAndIsTold(new OutOfMemoryError("no room"));
  }

  private void throwsAndIsTold(Throwable thrown) throws Exception {
    var inbox =
        inbox(
            (source, bytes, length) -> {
              if (thrown instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) thrown;
            });
    inbox.receive(bytes("one "));
    inbox.receive(bytes("two"));
    inbox.end();
    done.await();
    assertEquals("no room", inbox.failure().orElseThrow().getMessage());
    assertEquals(7, taken.get());
  }

  @Test
  void nothing_is_delivered_once_it_was_stopped() throws Exception {
    var output = new Collected();
    var inbox = inbox(output);
    inbox.stop();
    inbox.receive(bytes("late"));
    inbox.end();
    done.await();
    assertEquals("", output.stdout());
    assertEquals(0, taken.get());
  }

  private Inbox inbox(Output output) {
    var inbox = new Inbox(Source.STDOUT, output, taken::addAndGet);
    inbox.whenDone(done::countDown);
    return inbox;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
