package org.scepclient.crl;

import static org.scepclient.fixture.TestCertificate.NOW;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.value.Bytes;

/** A builder of CRLs, validly signed even if malformed. */
final class TestCrl {
    static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.5");

    private final List<ASN1Encodable> entries = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private final X500Name issuer;
    private final PrivateKey key;
    private String algorithm;
    private @Nullable Integer version = 1;
    private Instant thisUpdate = NOW.minus(Duration.ofHours(1));
    private @Nullable Instant nextUpdate = NOW.plus(Duration.ofDays(1));
    private boolean emptyEntries;
    private boolean otherAlgorithmOutside;

    private TestCrl(String issuer, KeyPair keys) {
        this.issuer = new X500Name(issuer);
        this.key = keys.getPrivate();
        this.algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    static TestCrl of(String issuer, KeyPair keys) {
        return new TestCrl(issuer, keys);
    }

    TestCrl signedBy(String name) {
        algorithm = name;
        return this;
    }

    TestCrl version(@Nullable Integer number) {
        version = number;
        return this;
    }

    TestCrl valid(Instant from, @Nullable Instant to) {
        thisUpdate = from;
        nextUpdate = to;
        return this;
    }

    TestCrl revoking(long serial, Extension... about) {
        return entry(new ASN1Integer(serial), about);
    }

    TestCrl entry(ASN1Encodable serial, Extension... about) {
        ASN1EncodableVector entry = new ASN1EncodableVector();
        entry.add(serial);
        entry.add(time(NOW.minus(Duration.ofDays(2))));
        if (about.length > 0) {
            entry.add(new DERSequence(about));
        }
        entries.add(new DERSequence(entry));
        return this;
    }

    TestCrl with(Extension extension) {
        extensions.add(extension);
        return this;
    }

    TestCrl withEmptyEntries() {
        emptyEntries = true;
        return this;
    }

    TestCrl withOtherAlgorithmOutside() {
        otherAlgorithmOutside = true;
        return this;
    }

    static Extension extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            return Extension.create(id, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Extension unknown(boolean critical) {
        return extension(UNKNOWN, critical, DERNull.INSTANCE);
    }

    private static Time time(Instant instant) {
        return new Time(Date.from(instant), Locale.ROOT);
    }

    Bytes der() {
        try {
            JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
            if (algorithm.endsWith("MGF1")) {
                // The JDK does not have names for PSS with a digest.
                builder.setProvider(new BouncyCastleProvider());
            }
            ContentSigner signer = builder.build(key);
            DERSequence tbs = tbs(signer.getAlgorithmIdentifier());
            signer.getOutputStream().write(tbs.getEncoded());
            AlgorithmIdentifier outside = otherAlgorithmOutside
                    ? new AlgorithmIdentifier(signer.getAlgorithmIdentifier().getAlgorithm(), new ASN1Integer(1))
                    : signer.getAlgorithmIdentifier();
            return Bytes.of(new DERSequence(new ASN1Encodable[] {tbs, outside, new DERBitString(signer.getSignature())})
                    .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private DERSequence tbs(AlgorithmIdentifier signature) {
        ASN1EncodableVector tbs = new ASN1EncodableVector();
        if (version != null) {
            tbs.add(new ASN1Integer(version));
        }
        tbs.add(signature);
        tbs.add(issuer);
        tbs.add(time(thisUpdate));
        if (nextUpdate != null) {
            tbs.add(time(nextUpdate));
        }
        if (!entries.isEmpty() || emptyEntries) {
            tbs.add(new DERSequence(entries.toArray(new ASN1Encodable[0])));
        }
        if (!extensions.isEmpty()) {
            tbs.add(new DERTaggedObject(true, 0, new DERSequence(extensions.toArray(new ASN1Encodable[0]))));
        }
        return new DERSequence(tbs);
    }

    /** A certificate around {@link TestCertificate#NOW}. */
    static X509Certificate certificate(TestName name, KeyPair subject, KeyPair issuer, Extension... extensions) {
        TestCertificate certificate = TestCertificate.of(name.subject(), subject)
                .serial(BigInteger.valueOf(name.serial()))
                .valid(NOW.minus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(name.days())));
        for (Extension extension : extensions) {
            certificate.with(extension);
        }
        return certificate.signedAs(name.issuer(), issuer);
    }

    /** The name of a certificate and its validity in days. */
    record TestName(String subject, String issuer, long serial, long days) {}
}
