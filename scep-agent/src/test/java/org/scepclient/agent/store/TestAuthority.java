package org.scepclient.agent.store;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.Validity;
import org.scepclient.testca.authority.CertificateContent;
import org.scepclient.testca.authority.CertificateWriter;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.authority.Hierarchy;
import org.scepclient.testca.authority.HierarchyBuilder;
import org.scepclient.testca.authority.HierarchyPlan;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.IssuedCertificate;

/** A CA without a server. It answers a repeated transaction with the same certificate. */
public final class TestAuthority {
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Hierarchy hierarchy;
    private final Map<TransactionId, X509Certificate> issued = new HashMap<>();

    private TestAuthority(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** A root CA that issues certificates itself. */
    static TestAuthority root() {
        return new TestAuthority(hierarchy(false, 0));
    }

    /** An intermediate CA below a root. */
    public static TestAuthority intermediate() {
        return new TestAuthority(hierarchy(true, 1));
    }

    private static Hierarchy hierarchy(boolean intermediate, int generation) {
        var keys = new GeneratedKeyPairs(2048, RANDOM);
        var plan = new HierarchyPlan(RaSetup.NONE, intermediate, KeyKind.EC, keys, RANDOM, BEGIN);
        return new HierarchyBuilder(plan, generation).build();
    }

    public CaCertificates certificates() {
        return new CaCertificates(hierarchy.published(), Set.of(hierarchy.anchor()));
    }

    List<X509Certificate> chain() {
        return hierarchy.published();
    }

    /** Issues a certificate with this serial number, which also determines the start of its validity. */
    public IssuedCertificate issue(TransactionId transaction, CertificationRequest request, int serial) {
        X509Certificate certificate = issued.computeIfAbsent(transaction, id -> certificate(request, serial));
        return new IssuedCertificate(certificate, chain());
    }

    private X509Certificate certificate(CertificationRequest request, int serial) {
        Instant begin = BEGIN.plus(Duration.ofDays(serial));
        var content = new CertificateContent(
                request.subject(),
                request.publicKey(),
                BigInteger.valueOf(serial),
                new Validity(begin, begin.plus(Duration.ofDays(90))),
                List.of());
        return CertificateWriter.write(content, hierarchy.issuer());
    }
}
