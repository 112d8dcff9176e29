package org.scepclient.agent.store;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestBuilder;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.pkcs10.Validity;

/** A key, a request for it, and a self-signed certificate as the signer. */
public record TestDevice(LoadedKey key, CertificationRequest request, X509Certificate signer) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static TestDevice make() throws Exception {
        LoadedKey key = new KeyGeneration(RANDOM).ec("secp256r1");
        var template = RequestTemplate.of(SubjectName.parse("/CN=router-7", Optional.empty()));
        var request = new RequestBuilder(key.key(), key.publicKey(), DigestAlgorithm.SHA256).build(template);
        var signer = new SelfSignedCertificate(RANDOM, DigestAlgorithm.SHA256)
                .issue(request, key.key(), Validity.around(TestAuthority.BEGIN));
        return new TestDevice(key, request, signer);
    }

    public TransactionId transaction() {
        return TransactionId.of(key.publicKey(), DigestAlgorithm.SHA256);
    }

    PendingEnrollment pending() {
        Instant since = TestAuthority.BEGIN;
        return new PendingEnrollment(
                EnrollmentKind.ENROLLMENT,
                new EnrollmentTicket(transaction(), request, signer, "", since, 0),
                Optional.empty(),
                false,
                new PendingEnrollment.Times(since.plusSeconds(3600), since.plusSeconds(60)),
                new PendingEnrollment.Origin("http://ca.example/scep", "settings"));
    }
}
