package org.scepclient.web.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;

/** The self-signed certificate of the web interface. It is stored, so that a browser exception for it stays valid. */
final class SelfSignedServerCertificate {
    private static final String FILE = "web.pem";
    private static final String NAME = "own";
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 120;

    private final DurableDirectory data;
    private final SecureRandom random;
    private final Instant now;

    SelfSignedServerCertificate(DurableDirectory data, SecureRandom random, Instant now) {
        this.data = data;
        this.random = random;
        this.now = now;
    }

    /** Returns the stored key and certificate, and creates them on first use and if they are damaged. */
    ServerCredential loadOrCreate() throws StorageException {
        try {
            data.requireReadable(FILE, this::load);
            return data.has(FILE) ? load() : create();
        } catch (GeneralSecurityException | OperatorCreationException | ScepException | IOException e) {
            throw new StorageException(
                    data.file(FILE).toString(), "cannot make the certificate of the web interface", e);
        }
    }

    private ServerCredential load() throws ScepException {
        PemReader pem = PemReader.of(data.text(FILE), data.file(FILE).toString());
        return new ServerCredential(NAME, pem.privateKey(PassphraseSource.none()), List.of(pem.certificate()));
    }

    private ServerCredential create()
            throws IOException, GeneralSecurityException, OperatorCreationException, ScepException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate = issue(pair);
        TextFile.write(
                data.file(FILE),
                FileAccess.SECRET,
                PemWriter.privateKey(pair.getPrivate()) + PemWriter.certificate(certificate));
        return new ServerCredential(NAME, pair.getPrivate(), List.of(certificate));
    }

    private X509Certificate issue(KeyPair pair)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=scepClient");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(VALIDITY)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        }));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
