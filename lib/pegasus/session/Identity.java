package pegasus.session;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.KeyType;

/// Something to authenticate with: a public key or certificate to show, and who can sign for it.
///
/// @param label as people know it: a file, or a comment of the agent
record Identity(String label, SshPublicKey shown, Signer signer) {
  /// Who can sign.
  sealed interface Signer {
    /// @param algorithm the signature's: `ssh-ed25519`, `rsa-sha2-512`
    /// @return the signature as SSH writes it: its format and its bytes
    byte[] sign(String algorithm, byte[] data) throws IOException;

    /// Whether to ask the server first if it would take the key: somebody may have to confirm, or
    /// to touch a token.
    default boolean askFirst() {
      return true;
    }
  }

  /// The agent.
  record WithAgent(Agent agent, SshPublicKey key) implements Signer {
    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
      return agent.sign(key, data, hash(algorithm));
    }

    private static Agent.Hash hash(String algorithm) {
      return switch (algorithm) {
        case "rsa-sha2-256" -> Agent.Hash.SHA2_256;
        case "rsa-sha2-512" -> Agent.Hash.SHA2_512;
        default -> Agent.Hash.DEFAULT;
      };
    }
  }

  /// A private key.
  record WithKey(PrivateKey key) implements Signer {
    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
      var factory = Factory.Named.Util.create(KeyType.CertUtils.ALL_SIGNATURES, algorithm);
      if (factory == null) {
        throw new IOException("no way to sign with " + algorithm);
      }
      factory.initSign(key);
      factory.update(data);
      byte[] signature = factory.encode(factory.sign());
      return new Buffer.PlainBuffer().putString(algorithm).putBytes(signature).getCompactData();
    }

    @Override
    public boolean askFirst() {
      return false;
    }
  }

  /// Nobody here: an encrypted key, say. Asking the server tells whether that matters.
  record Nobody(Path file, String why) implements Signer {
    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
      throw new IOException("%s would be let in, but %s".formatted(file, why));
    }
  }
}
