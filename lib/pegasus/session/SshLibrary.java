package pegasus.session;

import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.crypto.KeyAgreement;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.transport.cipher.Cipher;

/// sshj, which takes a tenth of a second to load what a login needs: it does so beside what comes
/// before the first one.
final class SshLibrary {
  private Optional<CompletableFuture<Config>> config = Optional.empty(); // guarded by this

  /// Begins to load it, unless somebody has. Waits for nothing.
  synchronized CompletableFuture<Config> begin() {
    if (config.isEmpty()) {
      config = Optional.of(Uninterrupted.start(SshjConfig::create));
      var _ = config.get().thenRun(() -> Uninterrupted.start(SshLibrary::tried));
    }
    return config.get();
  }

  /// What all connections share.
  Config config() throws IOException {
    return Uninterrupted.result(begin());
  }

  /// Does what the usual login does: agrees on a key, signs, verifies, encrypts.
  ///
  /// @return whether all of it works here; where it does not, a login tells
  static boolean tried() {
    try {
      agree();
      encrypt();
      return sign();
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static void agree() throws GeneralSecurityException {
    var keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    var agreement = KeyAgreement.getInstance("X25519");
    agreement.init(keys.getPrivate());
    agreement.doPhase(keys.getPublic(), true);
    agreement.generateSecret();
  }

  private static void encrypt() {
    var cipher = GcmCiphers.AES128GCM().create();
    cipher.init(Cipher.Mode.Encrypt, new byte[16], new byte[cipher.getIVSize()]);
    cipher.updateAAD(new byte[4]);
    cipher.update(new byte[16 + cipher.getAuthenticationTagSize()], 0, 16);
  }

  private static boolean sign() throws GeneralSecurityException {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    byte[] signed = signature.sign();
    signature.initVerify(keys.getPublic());
    return signature.verify(signed);
  }
}
