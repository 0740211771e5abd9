package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Many connections at once: what servers allow is respected, and what they drop is tried again.
@Timeout(120)
class SshCrowdTest {
  @TempDir Path folder;

  @Test
  @EnabledIf("pegasus.session.SshLab#available")
  void thirty_connections_at_once_to_a_new_host_all_get_in() throws Exception {
    try (var lab = SshLab.start(folder, List.of("MaxStartups 10:30:100"), "node")) {
      var connector = lab.connector();
      var nodes = AtOnce.run(30, i -> SshLab.nodeOf(connector, "node"));

      assertEquals(Set.of("node"), Set.copyOf(nodes));
      assertEquals(1, Files.readAllLines(lab.nodes().knownHosts()).size());
      assertEquals(1, lab.notices().size());
    }
  }

  @Test
  @EnabledIf("pegasus.session.SshLab#available")
  void connections_that_a_server_drops_are_tried_again() throws Exception {
    try (var lab = SshLab.start(folder, List.of("MaxStartups 2:90:4"), "node")) {
      var connector = lab.connector();
      var nodes = AtOnce.run(12, i -> SshLab.nodeOf(connector, "node"));

      assertEquals(Set.of("node"), Set.copyOf(nodes));
      assertTrue(lab.nodes().log("node").contains("drop connection"), lab.nodes().log("node"));
    }
  }

  /// The ssh client that is asked for the settings blocks the thread that reads what it says.
  @Test
  void hosts_whose_settings_take_long_hold_nobody_else_up() throws Exception {
    var go = folder.resolve("go");
    var script = "#!/bin/sh\nwhile [ ! -e %s ]; do sleep 0.05; done; echo no >&2; exit 1\n";
    var client = Files.writeString(folder.resolve("ssh"), script.formatted(go));
    Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwx------"));
    var slow = new SshConfigCommand(client, Optional.empty());
    var connector = new SshConnector(slow, Shells.PLAIN, Standbys.Timing.USUAL, event -> {});
    int hosts = 2 * Runtime.getRuntime().availableProcessors() + 4;
    var refusals =
        AtOnce.run(
            hosts + 1,
            i -> i < hosts ? SshLab.refusal(connector, "host-" + i) : "" + Files.createFile(go));

    assertTrue(refusals.getFirst().contains("ssh -G refuses: no"), refusals::toString);
  }

  @Test
  void no_more_than_so_many_are_on_their_way_to_one_server_at_once() throws Exception {
    var pace = new Pace(3);
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    AtOnce.run(
        50,
        i -> {
          try (var _ = pace.turn("server")) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            return now.decrementAndGet();
          }
        });

    assertTrue(most.get() <= 3, () -> most + " at once");
  }

  @Test
  void different_servers_do_not_wait_for_each_other() throws Exception {
    var pace = new Pace(1);
    var both = new CountDownLatch(2);
    AtOnce.run(
        2,
        i -> {
          try (var _ = pace.turn("server " + i)) {
            both.countDown();
            both.await();
            return i;
          }
        });

    assertEquals(0, both.getCount());
  }

  @Test
  void after_a_drop_there_are_growing_pauses_of_random_length_up_to_a_limit() throws Exception {
    var pauses = new ArrayList<Duration>();
    var retry = retry(pauses, Duration.ofSeconds(30));
    var tries = new AtomicInteger();

    var dropped =
        assertThrows(
            SshDropped.class,
            () ->
                retry.call(
                    () -> {
                      tries.incrementAndGet();
                      throw dropped();
                    }));

    assertTrue(dropped.getMessage().contains("Connection reset"), dropped::toString);
    assertEquals(pauses.size() + 1, tries.get());
    var total = pauses.stream().reduce(Duration.ZERO, Duration::plus);
    assertTrue(total.compareTo(Duration.ofSeconds(30)) <= 0, total::toString);
    assertTrue(total.compareTo(Duration.ofSeconds(26)) > 0, total::toString);
    for (int i = 0; i < pauses.size(); i++) {
      long most = Math.min(100L << i, 3000);
      long pause = pauses.get(i).toMillis();
      assertTrue(most / 2 <= pause && pause <= most, pauses::toString);
    }
  }

  @Test
  void a_try_after_a_drop_may_succeed() throws Exception {
    var pauses = new ArrayList<Duration>();
    var tries = new AtomicInteger();

    String result =
        retry(pauses, Duration.ofSeconds(30))
            .call(
                () -> {
                  if (tries.incrementAndGet() < 3) {
                    throw dropped();
                  }
                  return "in";
                });

    assertEquals("in", result);
    assertEquals(2, pauses.size());
  }

  @Test
  void what_would_only_happen_again_is_not_tried_again() {
    var pauses = new ArrayList<Duration>();

    assertThrows(
        SshFailure.class,
        () ->
            retry(pauses, Duration.ofSeconds(30))
                .call(
                    () -> {
                      throw new SshFailure("no key");
                    }));

    assertEquals(List.of(), pauses);
  }

  @Test
  void a_refused_host_key_is_no_drop() {
    var refused = SshDropped.sort(new IOException("Could not verify host key"), "me@node:22");

    assertFalse(refused instanceof SshDropped);
    assertTrue(refused.getMessage().contains("me@node:22"), refused::toString);
  }

  private static IOException dropped() {
    return SshDropped.sort(new IOException(new SocketException("Connection reset")), "node");
  }

  /// On a clock that moves by the pauses only.
  private static Retry retry(List<Duration> pauses, Duration limit) {
    var start = Instant.EPOCH;
    return new Retry(
        limit,
        () -> pauses.stream().reduce(start, Instant::plus, (a, b) -> b),
        new Random(1),
        pauses::add);
  }
}
