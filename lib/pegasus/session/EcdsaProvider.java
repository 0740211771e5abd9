package pegasus.session;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/// The JDK's elliptic curve keys under the name `ECDSA`, by which sshj asks for them. With it,
/// ECDSA keys of hosts and users work without BouncyCastle.
final class EcdsaProvider extends Provider {
  private static final long serialVersionUID = 1L;

  EcdsaProvider() {
    super("PegasusECDSA", "1", "the KeyFactory EC under the name ECDSA");
    putService(
        new Service(this, "KeyFactory", "ECDSA", Keys.class.getName(), null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Keys(KeyFactory.getInstance("EC"));
          }
        });
  }

  /// Passes everything on.
  private static final class Keys extends KeyFactorySpi {
    private final KeyFactory keys;

    private Keys(KeyFactory keys) {
      this.keys = keys;
    }

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
      return keys.generatePublic(spec);
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
      return keys.generatePrivate(spec);
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
        throws InvalidKeySpecException {
      return keys.getKeySpec(key, spec);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
      return keys.translateKey(key);
    }
  }
}
