package pegasus.session;

import java.io.IOException;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/// One try to be let in with one key (RFC 4252, section 7). Where signing costs nothing, the
/// signature is sent at once, which saves the round trip of asking first.
final class PublicKeyAuth extends AbstractAuthMethod {
  private final Identity identity;
  private final String algorithm;
  private volatile Optional<String> trouble = Optional.empty();

  /// @param algorithm the key's, as the server is told: `rsa-sha2-512`,
  ///   `ssh-ed25519-cert-v01@openssh.com`
  PublicKeyAuth(Identity identity, String algorithm) {
    super("publickey");
    this.identity = identity;
    this.algorithm = algorithm;
  }

  /// Why this try failed, if it did so here and not at the server.
  Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void request() throws UserAuthException, TransportException {
    params.getTransport().write(identity.signer().askFirst() ? unsigned(false) : signed());
  }

  /// The answer to a question: the server would take the key.
  @Override
  public void handle(Message message, SSHPacket packet)
      throws UserAuthException, TransportException {
    if (message != Message.USERAUTH_60) {
      super.handle(message, packet);
    }
    params.getTransport().write(signed());
  }

  private SSHPacket unsigned(boolean signatureFollows) throws UserAuthException {
    return buildReq()
        .putBoolean(signatureFollows)
        .putString(algorithm)
        .putString(identity.shown().bytes());
  }

  private SSHPacket signed() throws UserAuthException {
    var request = unsigned(true);
    byte[] data =
        new Buffer.PlainBuffer()
            .putString(params.getTransport().getSessionID())
            .putBuffer(request)
            .getCompactData();
    try {
      String signature = algorithm.replaceFirst("-cert-v01@openssh.com$", "");
      return request.putString(identity.signer().sign(signature, data));
    } catch (IOException | RuntimeException e) {
      String what = e instanceof IOException ? e.getMessage() : identity.label() + ": " + e;
      trouble = Optional.of(what);
      throw new UserAuthException(what, e);
    }
  }
}
