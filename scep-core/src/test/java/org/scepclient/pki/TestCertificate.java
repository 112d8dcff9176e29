package org.scepclient.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.scepclient.trust.PathRules;

/** A builder of certificates, by default valid around {@link #NOW}. */
public final class TestCertificate {
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    /** Rules that refuse certificates signed with SHA-1. */
    public static final PathRules RULES = new PathRules(NOW, false);

    private static final AtomicLong SERIAL = new AtomicLong(1000);

    private final X500Name subject;
    private final KeyPair keys;
    private BigInteger serial = BigInteger.valueOf(SERIAL.incrementAndGet());
    private Instant from = NOW.minus(Duration.ofDays(1));
    private Instant to = NOW.plus(Duration.ofDays(365));
    private @Nullable BasicConstraints constraints;
    private @Nullable KeyUsage usage;
    private final List<Ext> extensions = new ArrayList<>();
    private String digest = "SHA256";

    private TestCertificate(String subject, KeyPair keys) {
        this.subject = new X500Name(subject);
        this.keys = keys;
    }

    public static TestCertificate of(String subject, KeyPair keys) {
        return new TestCertificate(subject, keys);
    }

    public TestCertificate ca() {
        constraints = new BasicConstraints(true);
        return usage(KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    public TestCertificate caWithoutUsage() {
        constraints = new BasicConstraints(true);
        return this;
    }

    public TestCertificate ca(int pathLength) {
        ca();
        constraints = new BasicConstraints(pathLength);
        return this;
    }

    /** Sets the key usage to bits of {@link KeyUsage}. */
    public TestCertificate usage(int bits) {
        usage = new KeyUsage(bits);
        return this;
    }

    /** Adds a critical extension. */
    public TestCertificate extension(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return extension(new Ext(type, true, value));
    }

    /** Adds an extension that is not critical. */
    public TestCertificate optional(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return extension(new Ext(type, false, value));
    }

    private record Ext(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {}

    private TestCertificate extension(Ext extension) {
        extensions.add(extension);
        return this;
    }

    public TestCertificate extendedUsage(KeyPurposeId... usages) {
        return optional(Extension.extendedKeyUsage, new ExtendedKeyUsage(usages));
    }

    /** Sets the digest of the signature as spelled in JCA algorithm names. */
    public TestCertificate digest(String name) {
        digest = name;
        return this;
    }

    public TestCertificate serial(BigInteger number) {
        serial = number;
        return this;
    }

    public TestCertificate valid(Instant notBefore, Instant notAfter) {
        from = notBefore;
        to = notAfter;
        return this;
    }

    public TestCertificate expired() {
        return valid(NOW.minus(Duration.ofDays(400)), NOW.minus(Duration.ofDays(1)));
    }

    public Identity selfSigned() {
        return signed(subject, keys.getPrivate());
    }

    public Identity issuedBy(Identity issuer) {
        X500Name name = X500Name.getInstance(
                issuer.certificate().getSubjectX500Principal().getEncoded());
        return signed(name, issuer.keys().getPrivate());
    }

    private Identity signed(X500Name issuer, PrivateKey key) {
        try {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    serial,
                    Date.from(from),
                    Date.from(to),
                    subject,
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            if (constraints != null) {
                builder.addExtension(Extension.basicConstraints, true, constraints);
            }
            if (usage != null) {
                builder.addExtension(Extension.keyUsage, true, usage);
            }
            for (Ext extension : extensions) {
                builder.addExtension(extension.type(), extension.critical(), extension.value());
            }
            String algorithm = digest + (key.getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA");
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(key))
                    .getEncoded();
            return new Identity(keys, (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
