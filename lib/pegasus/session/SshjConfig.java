package pegasus.session;

import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import java.security.Security;
import java.util.List;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHGexSHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;

/// Which algorithms sshj offers, the preferred first: those of today's ssh, as far as sshj has
/// them. SHA-1 comes last, for servers that have nothing better; left to itself, sshj would offer
/// CBC, SHA-1 and RC4 before them. Costly to make: all connections share one.
final class SshjConfig extends DefaultConfig {
  private SshjConfig() {
    setVerifyHostKeyCertificates(false); // HostKeyCheck does, knowing the name to look for
  }

  /// Without BouncyCastle, which takes up to 2 s to register: the JDK has all of these, but for one
  /// name.
  static SshjConfig create() {
    SecurityUtils.setRegisterBouncyCastle(false);
    Security.addProvider(new EcdsaProvider());
    return new SshjConfig();
  }

  @Override
  protected void initKeyExchangeFactories() {
    setKeyExchangeFactories(
        List.of(
            new Curve25519SHA256.Factory(),
            new Curve25519SHA256.FactoryLibSsh(),
            new ECDHNistP.Factory256(),
            new ECDHNistP.Factory384(),
            new ECDHNistP.Factory521(),
            new DHGexSHA256.Factory(),
            DHGroups.Group16SHA512(),
            DHGroups.Group18SHA512(),
            DHGroups.Group14SHA256(),
            DHGroups.Group14SHA1(),
            new ExtInfoClientFactory()));
  }

  @Override
  protected void initCipherFactories() {
    setCipherFactories(
        List.of(
            GcmCiphers.AES128GCM(),
            GcmCiphers.AES256GCM(),
            BlockCiphers.AES128CTR(),
            BlockCiphers.AES192CTR(),
            BlockCiphers.AES256CTR()));
  }

  @Override
  protected void initMACFactories() {
    setMACFactories(
        List.of(
            Macs.HMACSHA2256Etm(),
            Macs.HMACSHA2512Etm(),
            Macs.HMACSHA2256(),
            Macs.HMACSHA2512(),
            Macs.HMACSHA1Etm(),
            Macs.HMACSHA1()));
  }
}
