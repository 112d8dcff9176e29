package org.scepclient.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.Signer;
import org.scepclient.crl.CrlSubject;
import org.scepclient.crl.CrlVerifier;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.operation.CertificateQueries;
import org.scepclient.operation.Requester;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestBuilder;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.service.Approval;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Sleeper;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Secret;

/** Each operation over real HTTP against differently configured CAs. */
class AgainstTestCaTest {
    private static final Secret CHALLENGE = Secret.of("open sesame");

    private final KeyGeneration generation = new KeyGeneration(new SecureRandom());

    private static ScepClient connect(TestCa ca) throws ScepException {
        return ScepClient.connect(HttpUrl.parse(ca.url().toString()), ca.fingerprint(), ClientSettings.defaults());
    }

    private static CertificationRequest request(LoadedKey key, Optional<Secret> challenge) throws ScepException {
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/O=Devices/CN=router-7", Optional.empty()));
        return new RequestBuilder(key.key(), key.publicKey(), DigestAlgorithm.SHA256)
                .build(challenge.map(template::withChallengePassword).orElse(template));
    }

    @ParameterizedTest
    @CsvSource({"NONE, false", "NONE, true", "SINGLE, false", "SINGLE, true", "SPLIT, false", "SPLIT, true"})
    void enrollsRenewsAndAsks(RaSetup ra, boolean intermediate) throws Exception {
        TestCaConfig config = TestCaConfig.builder()
                .ra(ra)
                .intermediate(intermediate)
                .challenge(CHALLENGE)
                .build();
        try (TestCa ca = TestCa.start(config)) {
            ScepClient client = connect(ca);
            LoadedKey key = generation.rsa(2048);
            IssuedCertificate first =
                    client.enroll(request(key, Optional.of(CHALLENGE)), key).issuedOrThrow();
            assertThat(first.chain().getFirst()).isEqualTo(ca.issuer());
            assertThat(first.chain()).hasSize(intermediate ? 2 : 1);

            LoadedKey newKey = generation.rsa(2048);
            Signer old = new Signer(key.key(), first.certificate());
            IssuedCertificate second =
                    client.renew(request(newKey, Optional.empty()), old).issuedOrThrow();
            assertThat(second.certificate().getPublicKey()).isEqualTo(newKey.publicKey());

            Signer current = new Signer(newKey.key(), second.certificate());
            CertificateQueries queries = new CertificateQueries(client.operation(), Requester.of(current));
            assertThat(queries.certificate(IssuerAndSerial.of(first.certificate())))
                    .isEqualTo(first.certificate());
            ca.revoke(first.certificate().getSerialNumber());
            CrlVerifier verifier =
                    new CrlVerifier(client.operation().profile().ca(), new PathRules(Instant.now(), false));
            assertThat(queries.crl(CrlSubject.of(first.certificate()), verifier).revoked())
                    .isTrue();
            assertThat(queries.crl(CrlSubject.of(second.certificate()), verifier)
                            .revoked())
                    .isFalse();
        }
    }

    @Test
    void saysThatTheChallengeIsRefused() throws Exception {
        try (TestCa ca =
                TestCa.start(TestCaConfig.builder().challenge(CHALLENGE).build())) {
            LoadedKey key = generation.rsa(2048);
            ScepClient client = connect(ca);
            Enrollment.Outcome refused = client.enroll(request(key, Optional.of(Secret.of("wrong"))), key);
            assertThatThrownBy(refused::issuedOrThrow)
                    .isInstanceOfSatisfying(
                            ProtocolException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILURE_BAD_REQUEST));
            assertThat(ca.issued()).isEmpty();
        }
    }

    @Test
    void trustsNoCaWithAnotherFingerprint() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build());
                TestCa other = TestCa.start(TestCaConfig.builder().build())) {
            Fingerprint expected = other.fingerprint();
            assertThatThrownBy(() ->
                            ScepClient.connect(HttpUrl.parse(ca.url().toString()), expected, ClientSettings.defaults()))
                    .isInstanceOfSatisfying(
                            TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FINGERPRINT))
                    .hasMessageContaining(expected.toString())
                    .hasMessageContaining(ca.fingerprint().toString());
        }
    }

    /** RFC 5280 §4.1.2.6: the subject is empty if the names are in a critical subjectAltName. */
    @Test
    void enrollsPollsAndRenewsWithoutASubject() throws Exception {
        try (TestCa ca =
                TestCa.start(TestCaConfig.builder().approval(Approval.MANUAL).build())) {
            ScepClient client = connect(ca);
            LoadedKey key = generation.rsa(2048);
            CertificationRequest request = nameless(key);
            TimedPolling thrice = new TimedPolling(Duration.ofSeconds(1), Duration.ofHours(1), 3);
            IssuedCertificate first = new Enroller(
                            client.operation(), thrice, time -> approve(ca), EnrollmentListener.none())
                    .enroll(EnrollmentOrder.initial(request, client.requester(request, key)))
                    .issuedOrThrow();
            assertThat(first.certificate().getSubjectX500Principal().getName()).isEmpty();
            assertThat(first.certificate().getSubjectAlternativeNames()).hasSize(1);

            LoadedKey newKey = generation.rsa(2048);
            Signer old = new Signer(key.key(), first.certificate());
            assertThat(client.renew(nameless(newKey), old)
                            .issuedOrThrow()
                            .certificate()
                            .getPublicKey())
                    .isEqualTo(newKey.publicKey());
        }
    }

    private static CertificationRequest nameless(LoadedKey key) throws ScepException {
        RequestTemplate template = RequestTemplate.of(SubjectName.of(new X500Principal("")))
                .withAlternativeName(AlternativeName.parse("DNS:device.example.com", Optional.empty()));
        return new RequestBuilder(key.key(), key.publicKey(), DigestAlgorithm.SHA256).build(template);
    }

    private static void approve(TestCa ca) {
        try {
            ca.approve(ca.pending().getFirst().transactionId());
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private Enrollment.Outcome whileWaiting(TestCa ca, Sleeper decision) throws Exception {
        ScepClient client = connect(ca);
        LoadedKey key = generation.rsa(2048);
        CertificationRequest request = request(key, Optional.empty());
        TimedPolling thrice = new TimedPolling(Duration.ofSeconds(1), Duration.ofHours(1), 3);
        return new Enroller(client.operation(), thrice, decision, EnrollmentListener.none())
                .enroll(EnrollmentOrder.initial(request, client.requester(request, key)));
    }

    @Test
    void pollsUntilSomebodyDecides() throws Exception {
        TestCaConfigBuilder manual = TestCaConfig.builder().approval(Approval.MANUAL);
        try (TestCa ca = TestCa.start(manual.build())) {
            assertThat(whileWaiting(ca, time -> approve(ca))).isInstanceOf(Enrollment.Issued.class);
            assertThat(whileWaiting(
                            ca, time -> ca.reject(ca.pending().getFirst().transactionId())))
                    .isInstanceOf(Enrollment.Refused.class);
            assertThat(whileWaiting(ca, time -> {})).isInstanceOf(Enrollment.GaveUp.class);
        }
    }

    @Test
    void enrollsWithTheNextCaBeforeItTakesOver() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build())) {
            ScepClient client = connect(ca);
            CaCertificates next = client.server()
                    .nextCaCertificates(
                            Optional.empty(), client.profile().ca(), AlgorithmPolicy.modern(), Instant.now())
                    .ca();
            assertThat(next.certificates()).containsExactlyElementsOf(ca.nextCaCertificates());
            LoadedKey key = generation.rsa(2048);
            ScepClient later = ScepClient.of(client.server(), next, ClientSettings.defaults());
            X509Certificate issued = later.enroll(request(key, Optional.empty()), key)
                    .issuedOrThrow()
                    .certificate();
            issued.verify(next.certificates().getFirst().getPublicKey());
        }
    }

    @Test
    void encryptsWithTheChallengeWhereTheCaHasAnEcKey() throws Exception {
        TestCaConfig config =
                TestCaConfig.builder().keyKind(KeyKind.EC).challenge(CHALLENGE).build();
        try (TestCa ca = TestCa.start(config)) {
            LoadedKey key = generation.rsa(2048);
            assertThat(connect(ca)
                            .enroll(request(key, Optional.of(CHALLENGE)), key)
                            .issuedOrThrow()
                            .chain())
                    .containsExactly(ca.issuer());
        }
    }

    @Test
    void decryptsWithTheChallengeWhereTheDeviceHasAnEcKey() throws Exception {
        try (TestCa ca =
                TestCa.start(TestCaConfig.builder().challenge(CHALLENGE).build())) {
            LoadedKey key = generation.ec("secp256r1");
            ScepClient client = connect(ca);
            IssuedCertificate issued =
                    client.enroll(request(key, Optional.of(CHALLENGE)), key).issuedOrThrow();
            assertThat(issued.certificate().getPublicKey()).isEqualTo(key.publicKey());
        }
    }

    @Test
    void sendsNothingWhereTheCaHasAnEcKeyAndThereIsNoChallenge() throws Exception {
        TestCaConfig config =
                TestCaConfig.builder().keyKind(KeyKind.EC).challenge(CHALLENGE).build();
        try (TestCa ca = TestCa.start(config)) {
            LoadedKey key = generation.rsa(2048);
            ScepClient client = connect(ca);
            assertThatThrownBy(() -> client.enroll(request(key, Optional.empty()), key))
                    .hasMessageContaining("the CA's key is not an RSA key, and there is no challenge password");
        }
    }

    @Test
    void speaksGetWithCaThatOffersNothing() throws Exception {
        TestCaConfig config =
                TestCaConfig.builder().capabilities(new Capability[0]).build();
        try (TestCa ca = TestCa.start(config)) {
            LoadedKey key = generation.rsa(2048);
            assertThat(connect(ca).enroll(request(key, Optional.empty()), key)).isInstanceOf(Enrollment.Issued.class);
        }
    }
}
