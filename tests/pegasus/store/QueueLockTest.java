package pegasus.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.store.QueueLock.Held;
import pegasus.support.ChildJvm;
import pegasus.support.LockHolder;

class QueueLockTest {
  @TempDir Path temp;
  private Path queue;

  @BeforeEach
  void write() throws Exception {
    queue = Files.writeString(temp.toRealPath().resolve("queue.yaml"), "- one\n");
  }

  private Held acquire(String what) {
    return new QueueLock(queue, what).acquire(() -> false, _ -> {}).orElseThrow();
  }

  /// Whether somebody else has the lock now, as another process sees it.
  private boolean lockedForOthers() throws Exception {
    try (var other = ChildJvm.start(TryLock.class, queue.toString())) {
      return other.line().equals("locked");
    }
  }

  /// Looks whether a queue is locked, without waiting.
  static final class TryLock {
    private TryLock() {}

    public static void main(String... queue) {
      var held = new QueueLock(Path.of(queue[0]), "a look").acquire(() -> true, _ -> {});
      System.out.println(held.isPresent() ? "free" : "locked");
    }
  }

  @Test
  void it_is_one_at_a_time_between_threads() throws Exception {
    var inside = new ArrayList<String>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.startVirtualThread(() -> enterOften(inside)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(200, inside.size());
  }

  // The list is guarded by nothing but the lock.
  private void enterOften(List<String> inside) {
    for (int i = 0; i < 50; i++) {
      try (var _ = acquire("a thread")) {
        inside.add("x");
      }
    }
  }

  @Test
  void it_is_released_by_the_death_of_its_holder() throws Exception {
    try (var holder = ChildJvm.start(LockHolder.class, queue.toString())) {
      assertEquals("locked", holder.line());
      var waiting = new CountDownLatch(1);
      var lock = new QueueLock(queue, "a waiter");
      var held =
          CompletableFuture.supplyAsync(
              () -> {
                try (Held _ = lock.acquire(() -> false, _ -> waiting.countDown()).orElseThrow()) {
                  return true;
                }
              });
      assertTrue(waiting.await(30, TimeUnit.SECONDS));

      holder.kill();

      assertTrue(held.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void a_lock_whose_file_was_deleted_while_it_was_waited_for_is_one_for_all_who_come()
      throws Exception {
    try (var holder = ChildJvm.start(LockHolder.class, queue.toString())) {
      assertEquals("locked", holder.line());
      var waiting = new CountDownLatch(1);
      var held =
          CompletableFuture.supplyAsync(
              () -> {
                var lock = new QueueLock(queue, "a waiter");
                try (Held _ = lock.acquire(() -> false, _ -> waiting.countDown()).orElseThrow()) {
                  return lockedForOthers();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      assertTrue(waiting.await(30, TimeUnit.SECONDS));

      Files.delete(queue.resolveSibling(".queue.yaml.lock"));
      holder.kill();

      assertTrue(held.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void who_waits_is_told_once_who_holds_it() throws Exception {
    try (var holder = ChildJvm.start(LockHolder.class, queue.toString())) {
      assertEquals("locked", holder.line());
      var told = new LinkedBlockingQueue<String>();
      var asked = new CountDownLatch(40);
      var abandon = new AtomicBoolean();

      var waiter =
          CompletableFuture.supplyAsync(
              () ->
                  new QueueLock(queue, "a waiter")
                      .acquire(
                          () -> {
                            if (!told.isEmpty()) {
                              asked.countDown();
                            }
                            return abandon.get();
                          },
                          told::add));
      assertTrue(asked.await(30, TimeUnit.SECONDS));
      abandon.set(true);

      assertEquals(Optional.empty(), waiter.get(30, TimeUnit.SECONDS));
      String user = System.getProperty("user.name");
      assertEquals(List.of("a holder, process " + holder.pid() + " of " + user), List.copyOf(told));
    }
  }

  @Test
  void a_thread_that_waits_for_another_thread_is_told_of_this_process() throws Exception {
    var told = new LinkedBlockingQueue<String>();
    try (var _ = acquire("an editor")) {
      var waiter =
          CompletableFuture.supplyAsync(
              () -> new QueueLock(queue, "a waiter").acquire(() -> !told.isEmpty(), told::add));
      assertEquals(Optional.empty(), waiter.get(30, TimeUnit.SECONDS));
    }
    long pid = ProcessHandle.current().pid();
    assertTrue(told.remove().startsWith("an editor, process " + pid + " of "));
  }

  @Test
  void a_thread_that_asks_who_holds_it_does_not_make_its_own_process_lose_it() throws Exception {
    try (var _ = acquire("an editor")) {
      var told = new CountDownLatch(1);
      var waiter =
          CompletableFuture.supplyAsync(
              () ->
                  new QueueLock(queue, "a waiter")
                      .acquire(() -> told.getCount() == 0, _ -> told.countDown()));
      assertEquals(Optional.empty(), waiter.get(30, TimeUnit.SECONDS));

      assertTrue(lockedForOthers());
    }
    assertFalse(lockedForOthers());
  }

  @Test
  void an_abandoned_wait_leaves_the_lock_usable() throws Exception {
    try (var holder = ChildJvm.start(LockHolder.class, queue.toString())) {
      assertEquals("locked", holder.line());
      assertEquals(Optional.empty(), new QueueLock(queue, "a waiter").acquire(() -> true, _ -> {}));
      holder.kill();
      acquire("the next").close();
    }
  }

  @Test
  void an_interrupted_wait_ends_with_an_error_of_one_line() throws Exception {
    try (var holder = ChildJvm.start(LockHolder.class, queue.toString())) {
      assertEquals("locked", holder.line());
      Thread.currentThread().interrupt();

      var e = assertThrows(StoreException.class, () -> acquire("a waiter"));

      assertTrue(Thread.interrupted());
      assertTrue(e.getMessage().matches("cannot lock .*: interrupted.*"), e.getMessage());
    }
  }

  @Test
  void a_taker_in_a_loop_does_not_starve_one_that_waits() throws Exception {
    try (var taker = ChildJvm.start(BusyTaker.class, queue.toString())) {
      taker.line();
      Path turns = queue.resolveSibling("turns");
      long before = Files.size(turns);
      var held =
          CompletableFuture.supplyAsync(
              () -> {
                try (Held _ = acquire("an editor")) {
                  return Files.size(turns);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      long meanwhile = held.get(30, TimeUnit.SECONDS) - before;
      assertTrue(meanwhile <= 3, meanwhile + " turns");
    }
  }

  /// Takes the lock again as soon as it has let go of it, for ever.
  static final class BusyTaker {
    private BusyTaker() {}

    public static void main(String... queue) throws IOException {
      var lock = new QueueLock(Path.of(queue[0]), "a busy one");
      for (int i = 0; ; i++) {
        try (Held _ = lock.acquire(() -> false, _ -> {}).orElseThrow()) {
          Files.writeString(
              Path.of(queue[0]).resolveSibling("turns"),
              "x",
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
          if (i == 0) {
            System.out.println("busy");
          }
          LockSupport.parkNanos(50_000_000);
        }
      }
    }
  }

  @Test
  void a_name_is_replaced_by_a_shorter_one() throws Exception {
    acquire("somebody with a long name").close();
    acquire("me").close();

    String text = Files.readString(temp.resolve(".queue.yaml.lock"));
    long pid = ProcessHandle.current().pid();
    assertEquals(
        "me, process %d of %s".formatted(pid, System.getProperty("user.name")), text.strip());
  }

  @Test
  void who_may_write_the_queue_may_lock_it() throws Exception {
    Files.setPosixFilePermissions(queue, PosixFilePermissions.fromString("rw-rw----"));

    acquire("me").close();

    var permissions = Files.getPosixFilePermissions(temp.resolve(".queue.yaml.lock"));
    assertEquals("rw-rw----", PosixFilePermissions.toString(permissions));
  }

  @Test
  void a_link_in_the_place_of_the_lock_is_not_followed() throws Exception {
    Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "precious");
    Files.createSymbolicLink(temp.resolve(".queue.yaml.lock"), elsewhere);

    assertThrows(StoreException.class, () -> acquire("me"));

    assertEquals("precious", Files.readString(elsewhere));
  }

  @Test
  void a_lock_that_cannot_be_made_is_an_error_of_one_line() throws Exception {
    Files.createDirectory(temp.resolve(".queue.yaml.lock"));

    var e = assertThrows(StoreException.class, () -> acquire("me"));

    assertTrue(e.getMessage().startsWith("cannot lock "), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
