package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pegasus.support.Eventually;

@Timeout(60)
class OutboxTest {
  private final ExecutorService writers =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  @AfterEach
  void shutdown() {
    writers.shutdownNow();
  }

  @Test
  void bytes_arrive_in_their_order_however_many_write() throws Exception {
    var written = new ByteArrayOutputStream();
    var outbox = new Outbox(written, writers);
    AtOnce.run(
        20,
        writer -> {
          for (int i = 0; i < 500; i++) {
            write(outbox, "%02d:%03d\n".formatted(writer, i));
          }
          return writer;
        });
    outbox.close();
    var lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(20 * 500, lines.size());
    for (int writer = 0; writer < 20; writer++) {
      var prefix = "%02d:".formatted(writer);
      var own = lines.stream().filter(line -> line.startsWith(prefix)).toList();
      assertEquals(own.stream().sorted().toList(), own);
    }
  }

  @Test
  void what_comes_during_a_write_goes_out_with_one() throws Exception {
    var peer = new Slow();
    var outbox = new Outbox(peer, writers);
    write(outbox, "first ");
    assertEquals("first ", peer.writing.take());
    write(outbox, "second ");
    write(outbox, "third ");
    peer.go.countDown();
    assertEquals("second third ", peer.writing.take());
  }

  @Test
  void an_interrupted_writer_is_not_stopped_and_stays_interrupted() throws Exception {
    var written = new ByteArrayOutputStream();
    var outbox = new Outbox(written, writers);
    var stillInterrupted = new ArrayList<Boolean>();
    Thread.ofVirtual()
        .start(
            () -> {
              Thread.currentThread().interrupt();
              try {
                write(outbox, "all of it");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              stillInterrupted.add(Thread.currentThread().isInterrupted());
            })
        .join();
    outbox.close();
    assertEquals("all of it", written.toString(StandardCharsets.UTF_8));
    assertEquals(List.of(true), stillInterrupted);
  }

  @Test
  void closing_waits_for_what_is_on_its_way_but_not_for_ever() throws Exception {
    var peer = new Slow();
    var outbox = new Outbox(peer, writers);
    write(outbox, "never taken");
    peer.writing.take();
    outbox.close();
    assertTrue(peer.closed);
    peer.go.countDown();
  }

  @Test
  void a_write_that_fails_is_told_to_the_next_one() throws Exception {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("the pipe broke");
          }
        };
    var outbox = new Outbox(broken, writers);
    write(outbox, "x");
    Eventually.check("it is known", () -> fails(outbox));
    var failure = assertThrows(IOException.class, () -> write(outbox, "x"));
    assertEquals("the pipe broke", failure.getMessage());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  private static boolean fails(Outbox outbox) {
    try {
      write(outbox, "x");
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void write(Outbox outbox, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    outbox.write(bytes, 0, bytes.length);
  }

  /// A peer that takes nothing until it is told to go.
  private static final class Slow extends OutputStream {
    private final BlockingQueue<String> writing = new ArrayBlockingQueue<>(10);
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean closed;

    @Override
    public void write(int b) {
      throw new AssertionError("byte by byte");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writing.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
