package org.scepclient.it.agent;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepclient.it.pki.Authority;

/** A key with a certificate that ended yesterday, for a device that was switched off for long. */
final class ExpiredPair {
    private static final String SERIAL = "0A";

    private ExpiredPair() {}

    static void putInto(Router router) {
        KeyPair pair = Authority.newRsaKey();
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        X500Name name = new X500Name("CN=switched off");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL, 16),
                Date.from(yesterday.minus(Duration.ofDays(365))),
                Date.from(yesterday),
                name,
                pair.getPublic());
        try {
            var signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
            byte[] certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer))
                    .getEncoded();
            router.putInUse(
                    SERIAL,
                    Router.pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                    Router.pem("CERTIFICATE", certificate));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
