package pegasus.session;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// An ssh-agent, spoken to over its socket (draft-ietf-sshm-ssh-agent). Keys stay with it: it is
/// asked to sign.
final class Agent {
  private static final int REQUEST_IDENTITIES = 11;
  private static final int IDENTITIES_ANSWER = 12;
  private static final int SIGN_REQUEST = 13;
  private static final int SIGN_RESPONSE = 14;
  private static final int LONGEST_MESSAGE = 256 * 1024;

  /// Time enough for a person to confirm, or to touch a token.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path socket;

  Agent(Path socket) {
    this.socket = socket;
  }

  /// A key that the agent holds.
  ///
  /// @param comment what its owner calls it, often a file name
  record Key(SshPublicKey key, String comment) {}

  /// What to hash for an RSA signature.
  enum Hash {
    DEFAULT(0),
    SHA2_256(2),
    SHA2_512(4);

    private final int flag;

    Hash(int flag) {
      this.flag = flag;
    }
  }

  List<Key> keys() throws IOException {
    return ask(ByteBuffer.wrap(new byte[] {REQUEST_IDENTITIES}), IDENTITIES_ANSWER, Agent::keys);
  }

  private static List<Key> keys(ByteBuffer answer) {
    var keys = new ArrayList<Key>();
    for (int left = answer.getInt(); left > 0; left--) {
      var key = SshPublicKey.of(SshPublicKey.string(answer));
      keys.add(new Key(key, new String(SshPublicKey.string(answer), StandardCharsets.UTF_8)));
    }
    return List.copyOf(keys);
  }

  /// @return the signature as SSH writes it: its format and its bytes
  byte[] sign(SshPublicKey publicKey, byte[] data, Hash hash) throws IOException {
    byte[] key = publicKey.bytes();
    var request = ByteBuffer.allocate(1 + 4 + key.length + 4 + data.length + 4);
    request.put((byte) SIGN_REQUEST).putInt(key.length).put(key);
    request.putInt(data.length).put(data).putInt(hash.flag).flip();
    return ask(request, SIGN_RESPONSE, SshPublicKey::string);
  }

  /// One question. An answer of another kind than expected is a refusal.
  private <T> T ask(ByteBuffer request, int expected, Function<ByteBuffer, T> read)
      throws IOException {
    try {
      var answer = converse(request);
      if (answer.get() != expected) {
        throw new IOException("it refuses");
      }
      return read.apply(answer);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      String why = e.getMessage() == null ? "it hung up" : e.getMessage();
      throw new IOException("the agent at %s does not help: %s".formatted(socket, why), e);
    }
  }

  /// On a connection of its own. One at a time: an agent that many ask at once turns some away.
  private synchronized ByteBuffer converse(ByteBuffer request) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        var _ = Deadline.in(PATIENCE, channel)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      var message =
          ByteBuffer.allocate(4 + request.remaining()).putInt(request.remaining()).put(request);
      Channels.newOutputStream(channel).write(message.array());
      var in = new DataInputStream(Channels.newInputStream(channel));
      int length = in.readInt();
      if (length < 1 || length > LONGEST_MESSAGE) {
        throw new IOException("a message of " + length + " bytes");
      }
      return ByteBuffer.wrap(in.readNBytes(length));
    }
  }
}
