package org.scepclient.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.AlgorithmPolicy;
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

    private static EnrollmentSession connect(TestCa ca) throws ScepException {
        return client(ca).connect(ca.fingerprint());
    }

    private static ScepClient client(TestCa ca) throws ScepException {
        return ScepClient.of(ca.url());
    }

    /** A session that polls three times, and meanwhile does this. */
    private static EnrollmentSession waiting(TestCa ca, Sleeper meanwhile) throws ScepException {
        ClientSettings settings = ClientSettings.defaults()
                .withPolling(Polling.every(Duration.ofSeconds(1), Duration.ofHours(1), 3))
                .withClock(Clock.systemUTC(), meanwhile);
        return ScepClient.of(HttpUrl.of(ca.url()), settings).connect(ca.fingerprint());
    }

    private static RequestTemplate template(Optional<Secret> challenge) {
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/O=Devices/CN=router-7", Optional.empty()));
        return challenge.map(template::withChallengePassword).orElse(template);
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
            EnrollmentSession client = connect(ca);
            LoadedKey key = generation.rsa(2048);
            IssuedCertificate first =
                    client.enroll(template(Optional.of(CHALLENGE)), key).issuedOrThrow();
            assertThat(first.chain().getFirst()).isEqualTo(ca.issuer());
            assertThat(first.chain()).hasSize(intermediate ? 2 : 1);

            LoadedKey newKey = generation.rsa(2048);
            Signer old = new Signer(key.key(), first.certificate());
            IssuedCertificate second =
                    client.renew(template(Optional.empty()), newKey, old).issuedOrThrow();
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
    void reportsThatTheChallengeWasRefused() throws Exception {
        try (TestCa ca =
                TestCa.start(TestCaConfig.builder().challenge(CHALLENGE).build())) {
            LoadedKey key = generation.rsa(2048);
            EnrollmentSession client = connect(ca);
            Enrollment.Outcome refused = client.enroll(template(Optional.of(Secret.of("wrong"))), key);
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
            assertThatThrownBy(() -> client(ca).connect(expected))
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
            EnrollmentSession client = waiting(ca, time -> approve(ca));
            LoadedKey key = generation.rsa(2048);
            IssuedCertificate first = client.enroll(nameless(), key).issuedOrThrow();
            assertThat(first.certificate().getSubjectX500Principal().getName()).isEmpty();
            assertThat(first.certificate().getSubjectAlternativeNames()).hasSize(1);

            LoadedKey newKey = generation.rsa(2048);
            Signer old = new Signer(key.key(), first.certificate());
            assertThat(client.renew(nameless(), newKey, old)
                            .issuedOrThrow()
                            .certificate()
                            .getPublicKey())
                    .isEqualTo(newKey.publicKey());
        }
    }

    private static RequestTemplate nameless() {
        return RequestTemplate.of(SubjectName.of(new X500Principal("")))
                .withAlternativeName(AlternativeName.parse("DNS:device.example.com", Optional.empty()));
    }

    private static void approve(TestCa ca) {
        try {
            ca.approve(ca.pending().getFirst().transactionId());
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private Enrollment.Outcome whileWaiting(TestCa ca, Sleeper decision) throws Exception {
        return waiting(ca, decision).enroll(template(Optional.empty()), generation.rsa(2048));
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
            ScepClient client = client(ca);
            CaCertificates current =
                    client.connect(ca.fingerprint()).operation().profile().ca();
            CaCertificates next = client.server()
                    .nextCaCertificates(Optional.empty(), current, AlgorithmPolicy.modern(), Instant.now())
                    .ca();
            assertThat(next.certificates()).containsExactlyElementsOf(ca.nextCaCertificates());
            LoadedKey key = generation.rsa(2048);
            X509Certificate issued = client.connect(next)
                    .enroll(template(Optional.empty()), key)
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
                            .enroll(template(Optional.of(CHALLENGE)), key)
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
            EnrollmentSession client = connect(ca);
            IssuedCertificate issued =
                    client.enroll(template(Optional.of(CHALLENGE)), key).issuedOrThrow();
            assertThat(issued.certificate().getPublicKey()).isEqualTo(key.publicKey());
        }
    }

    @Test
    void sendsNothingWhereTheCaHasAnEcKeyAndThereIsNoChallenge() throws Exception {
        TestCaConfig config =
                TestCaConfig.builder().keyKind(KeyKind.EC).challenge(CHALLENGE).build();
        try (TestCa ca = TestCa.start(config)) {
            LoadedKey key = generation.rsa(2048);
            EnrollmentSession client = connect(ca);
            assertThatThrownBy(() -> client.enroll(template(Optional.empty()), key))
                    .hasMessageContaining("the CA's key is not an RSA key, and there is no challenge password");
        }
    }

    @Test
    void usesGetWithACaThatOffersNothing() throws Exception {
        TestCaConfig config =
                TestCaConfig.builder().capabilities(new Capability[0]).build();
        try (TestCa ca = TestCa.start(config)) {
            LoadedKey key = generation.rsa(2048);
            assertThat(connect(ca).enroll(template(Optional.empty()), key)).isInstanceOf(Enrollment.Issued.class);
        }
    }
}
