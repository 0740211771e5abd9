package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pegasus.Event;
import pegasus.Host;

/// What is said about hosts that cannot be reached. No SSH server is needed for that.
class SshTroubleTest {
  @TempDir Path folder;

  @Test
  void a_closed_port_is_told_at_once() throws IOException {
    int port = SshRoutesTest.closedPort();

    String refusal = SshLab.refusal(connector(""), "me@127.0.0.1:" + port);

    assertEquals(
        "cannot reach me@127.0.0.1:%d: connection refused by me@127.0.0.1:%d: does an SSH server listen on that port?"
            .formatted(port, port),
        refusal);
  }

  @Test
  void a_server_that_takes_the_connection_and_says_nothing_is_given_up() throws Exception {
    try (var silent = listen()) {
      String refusal =
          SshLab.refusal(connector("ConnectTimeout 1"), "127.0.0.1:" + silent.getLocalPort());

      assertTrue(
          refusal.contains(
              "took the connection, but no SSH server answered within 1 s (ConnectTimeout)"),
          refusal);
    }
  }

  @Test
  void a_server_that_speaks_something_else_is_told_in_its_words() throws Exception {
    try (var other = listen()) {
      var served = CompletableFuture.runAsync(() -> answer(other, "SSH-1.5-ancient\r\n"));

      String refusal = SshLab.refusal(connector(""), "127.0.0.1:" + other.getLocalPort());

      assertTrue(refusal.contains("SSH-1.5-ancient"), refusal);
      served.join();
    }
  }

  @Test
  void a_name_without_an_address_is_told() {
    String refusal = SshLab.refusal(connector("Host x\n  HostName no.such.invalid"), "x");

    assertTrue(
        refusal.startsWith("cannot reach x: no address is known for 'no.such.invalid'"), refusal);
  }

  @Test
  void a_name_that_ssh_would_take_for_an_option_is_refused() {
    String refusal = SshLab.refusal(connector(""), "-oProxyCommand=id");

    assertTrue(refusal.contains("'-oProxyCommand=id' is not a hostname that ssh takes"), refusal);
  }

  @Test
  void an_ssh_config_that_is_not_there_is_told() {
    var connector =
        new SshConnector(
            Optional.of(folder.resolve("nowhere")), Shells.PLAIN, SshTroubleTest::ignore);

    String refusal = SshLab.refusal(connector, "x");

    assertTrue(refusal.contains(folder.resolve("nowhere").toString()), refusal);
  }

  @Test
  void an_interrupt_ends_the_way_to_a_host() throws Exception {
    try (var silent = listen()) {
      var connector = connector("");
      var interrupted = new CompletableFuture<Throwable>();
      var thread =
          Thread.startVirtualThread(
              () -> {
                var host = new Host("127.0.0.1:" + silent.getLocalPort());
                interrupted.complete(assertThrows(Throwable.class, () -> connector.connect(host)));
              });
      silent.accept();
      thread.interrupt();

      assertEquals(InterruptedException.class, interrupted.join().getClass());
    }
  }

  @Test
  void the_ssh_client_is_asked_once_for_each_destination_however_many_connect() throws Exception {
    var asked = new AtomicInteger();
    var once = new Once<SshDestination, Integer>();
    var destination = SshDestination.parse("node");

    AtOnce.run(20, i -> once.get(destination, it -> asked.incrementAndGet()));

    assertEquals(1, asked.get());
  }

  @Test
  void a_failure_is_not_remembered() throws Exception {
    var once = new Once<String, String>();

    assertThrows(
        IOException.class,
        () ->
            once.get(
                "key",
                key -> {
                  throw new IOException("not yet");
                }));

    assertEquals("now", once.get("key", key -> "now"));
  }

  private SshConnector connector(String config) {
    try {
      var file = Files.writeString(folder.resolve("config"), config + "\n");
      return new SshConnector(Optional.of(file), Shells.PLAIN, SshTroubleTest::ignore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ignore(Event event) {
    assertFalse(event instanceof Event.Connected, "nothing here can be reached");
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void answer(ServerSocket server, String text) {
    try (Socket connection = server.accept()) {
      connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      connection.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
