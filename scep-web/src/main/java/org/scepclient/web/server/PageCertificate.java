package org.scepclient.web.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;

/** The page's own self-signed certificate. It is kept, so that a browser that was told to trust it goes on doing so. */
final class PageCertificate {
    private static final String NAME = "web.p12";
    private static final String ALIAS = "page";
    /** The format wants one; what protects the file is its mode. */
    private static final char[] NO_SECRET = {'p', 'a', 'g', 'e'};

    private static final Duration LIFE = Duration.ofDays(3650);
    private static final int SERIAL_BITS = 120;

    private final Path file;
    private final SecureRandom random;
    private final Instant now;

    PageCertificate(Path data, SecureRandom random, Instant now) {
        this.file = data.resolve(NAME);
        this.random = random;
        this.now = now;
    }

    /** TLS with the certificate, which is made at the first time. */
    SSLContext tls() throws StorageException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(Files.exists(file) ? read() : made(), NO_SECRET);
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, random);
            return tls;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new StorageException(
                    file.toString(),
                    "the page's certificate cannot be used; remove the file to have a new one made",
                    e);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "the page's certificate: " + FileProblem.of(e), e);
        }
    }

    private KeyStore read() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, NO_SECRET);
        }
        return store;
    }

    private KeyStore made() throws IOException, GeneralSecurityException, OperatorCreationException, StorageException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        PrivateKey key = pair.getPrivate();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        store.setKeyEntry(ALIAS, key, NO_SECRET, new Certificate[] {issue(pair)});
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, NO_SECRET);
        OutputFile.of(file, FileAccess.SECRET).write(content.toByteArray());
        return store;
    }

    private X509Certificate issue(KeyPair pair)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500Name("CN=scepClient");
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random).setBit(0),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(LIFE)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
        }));
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }
}
