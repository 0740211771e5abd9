package pegasus.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("pegasus.session.TestAgent#available")
class AgentTest {
  private static final byte[] DATA = "to be signed".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void it_lists_the_keys_that_an_agent_holds() throws Exception {
    try (var agent = TestAgent.start().with(key("ed25519")).with(key("ecdsa"))) {
      var keys = new Agent(agent.socket()).keys();

      assertEquals(
          List.of("my ed25519", "my ecdsa"), keys.stream().map(Agent.Key::comment).toList());
      assertEquals(publicKey("ed25519"), keys.getFirst().key());
    }
  }

  @Test
  void an_agent_without_keys_is_no_error() throws Exception {
    try (var agent = TestAgent.start()) {
      assertEquals(List.of(), new Agent(agent.socket()).keys());
    }
  }

  @Test
  void an_rsa_key_signs_with_the_hash_that_is_asked_for() throws Exception {
    try (var running = TestAgent.start().with(key("rsa"))) {
      var agent = new Agent(running.socket());

      assertEquals("rsa-sha2-512", format(agent.sign(publicKey("rsa"), DATA, Agent.Hash.SHA2_512)));
      assertEquals("rsa-sha2-256", format(agent.sign(publicKey("rsa"), DATA, Agent.Hash.SHA2_256)));
    }
  }

  @Test
  void it_refuses_to_sign_with_a_key_that_it_does_not_hold() throws Exception {
    key("ed25519");
    try (var running = TestAgent.start()) {
      var agent = new Agent(running.socket());

      var refusal =
          assertThrows(
              IOException.class, () -> agent.sign(publicKey("ed25519"), DATA, Agent.Hash.DEFAULT));

      assertTrue(refusal.getMessage().contains(running.socket().toString()), refusal::toString);
      assertTrue(refusal.getMessage().contains("it refuses"), refusal::toString);
    }
  }

  @Test
  void many_may_ask_at_once() throws Exception {
    try (var running = TestAgent.start().with(key("ed25519"))) {
      var agent = new Agent(running.socket());
      var key = publicKey("ed25519");

      for (var signature : AtOnce.run(200, i -> agent.sign(key, DATA, Agent.Hash.DEFAULT))) {
        assertEquals("ssh-ed25519", format(signature));
      }
    }
  }

  @Test
  void a_socket_without_an_agent_is_an_error() {
    var nobody = folder.resolve("nobody");

    var failure = assertThrows(IOException.class, () -> new Agent(nobody).keys());

    assertTrue(failure.getMessage().startsWith("the agent at " + nobody), failure::toString);
  }

  @Test
  void what_does_not_speak_as_an_agent_is_an_error_and_not_more() throws Exception {
    var answers =
        List.of(
            new byte[] {},
            new byte[] {0, 0},
            new byte[] {127, 127, 127, 127, 12},
            new byte[] {0, 0, 0, 5, 12, 0, 0, 0, 9},
            new byte[] {0, 0, 0, 9, 12, 0, 0, 0, 1, 127, 0, 0, 0},
            new byte[] {0, 0, 0, 13, 12, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 9});
    for (var answer : answers) {
      var socket = Files.createTempDirectory("agent").resolve("s");
      try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        server.bind(UnixDomainSocketAddress.of(socket));
        var served = CompletableFuture.runAsync(() -> serve(server, answer));

        var failure = assertThrows(IOException.class, () -> new Agent(socket).keys());

        assertTrue(failure.getMessage().startsWith("the agent at " + socket), failure::toString);
        served.join();
      } finally {
        Files.deleteIfExists(socket);
        Files.delete(socket.getParent());
      }
    }
  }

  private static void serve(ServerSocketChannel server, byte[] answer) {
    try (var connection = server.accept()) {
      connection.read(ByteBuffer.allocate(64));
      connection.write(ByteBuffer.wrap(answer));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path key(String type) throws IOException, InterruptedException {
    var file = folder.resolve(type);
    SshLab.run("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "my " + type, "-f", file.toString());
    return file;
  }

  private SshPublicKey publicKey(String type) {
    return KeyFile.line(folder.resolve(type + ".pub")).orElseThrow();
  }

  private static String format(byte[] signature) {
    return new String(SshPublicKey.string(ByteBuffer.wrap(signature)), StandardCharsets.UTF_8);
  }
}
