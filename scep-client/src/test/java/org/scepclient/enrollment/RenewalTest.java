package org.scepclient.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scepclient.fixture.FakeCa.text;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.EnrollmentOrder.MessageChoice;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.TestClock;
import org.scepclient.fixture.TestDevice;
import org.scepclient.fixture.TestSleeper;
import org.scepclient.message.FailInfo;
import org.scepclient.message.MessageType;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.CaCertificates;

class RenewalTest {
    private static TestDevice device;
    private static TestDevice renewed;

    private FakeCa ca;
    private X509Certificate old;

    @BeforeAll
    static void makeDevices() throws Exception {
        device = TestDevice.rsa("/CN=device");
        renewed = TestDevice.rsa("/CN=device");
    }

    @BeforeEach
    void enrollOnce() throws Exception {
        ca = new FakeCa();
        old = ca.certify(device.request());
    }

    private EnrollmentOrder order() {
        return EnrollmentOrder.renewal(
                renewed.request(), Requester.of(new Signer(device.key().key(), old)));
    }

    private Enrollment.Outcome renew(EnrollmentOrder order) throws Exception {
        TestClock clock = new TestClock(Instant.now());
        ScepServer server = new ScepServer(HttpUrl.parse("http://ca/scep"), ca);
        CaCertificates trusted = CaCertificates.trusted(List.of(ca.certificate()));
        CaProfile profile = CaProfile.of(trusted, server.capabilities(Optional.empty()), AlgorithmPolicy.modern());
        PkiOperation operation = new PkiOperation(server, profile, clock, new SecureRandom());
        return new Enroller(operation, Polling.defaults(), new TestSleeper(clock), EnrollmentListener.none())
                .enroll(order);
    }

    private void requireIssued(Enrollment.Outcome outcome) {
        assertThat(((Enrollment.Issued) outcome).issued().certificate().getPublicKey())
                .isEqualTo(renewed.key().publicKey());
    }

    @Test
    void sendsRenewalReqSignedWithTheOldCertificateIfOffered() throws Exception {
        requireIssued(renew(order()));
        assertThat(ca.types()).containsExactly(MessageType.RENEWAL_REQ);
        assertThat(ca.asked().getFirst().request().signer()).isEqualTo(old);
    }

    @Test
    void sendsPkcsReqIfRenewalIsNotOffered() throws Exception {
        ca.offers("AES\nSHA-256\nPOSTPKIOperation\n");
        requireIssued(renew(order()));
        assertThat(ca.types()).containsExactly(MessageType.PKCS_REQ);
        assertThat(ca.asked().getFirst().request().signer()).isEqualTo(old);
    }

    @Test
    void fallsBackToPkcsReqIfRenewalReqIsRefused() throws Exception {
        for (FakeCa.Decision refusal : List.<FakeCa.Decision>of(
                asked -> text(500, ""),
                asked -> text(400, "unknown type"),
                asked -> ca.failure(asked, FailInfo.BAD_REQUEST))) {
            ca.asked().clear();
            ca.decides(asked -> asked.type() == MessageType.RENEWAL_REQ ? refusal.answer(asked) : ca.issued(asked));
            requireIssued(renew(order()));
            assertThat(ca.types()).containsExactly(MessageType.RENEWAL_REQ, MessageType.PKCS_REQ);
            assertThat(ca.asked().get(1).request().signer()).isEqualTo(old);
        }
    }

    @Test
    void startsNewTransactionAfterFailureButNotAfterHttpError() throws Exception {
        ca.decides(asked -> asked.type() == MessageType.RENEWAL_REQ ? text(500, "") : ca.issued(asked));
        renew(order());
        assertThat(ca.asked().get(1).request().transactionId())
                .isEqualTo(ca.asked().get(0).request().transactionId());
        ca.asked().clear();
        ca.decides(asked ->
                asked.type() == MessageType.RENEWAL_REQ ? ca.failure(asked, FailInfo.BAD_REQUEST) : ca.issued(asked));
        renew(order());
        assertThat(ca.asked().get(1).request().transactionId())
                .isNotEqualTo(ca.asked().get(0).request().transactionId());
    }

    @Test
    void sendsChallengeOnlyAfterRefusalWithout() throws Exception {
        ca.decides(asked -> asked.certificationRequest().challengePassword().isPresent()
                ? ca.issued(asked)
                : ca.failure(asked, FailInfo.BAD_REQUEST));
        requireIssued(renew(order().withChallengeFallback(renewed.withChallenge())));
        assertThat(ca.types()).containsExactly(MessageType.RENEWAL_REQ, MessageType.RENEWAL_REQ);
        assertThat(ca.asked().getFirst().certificationRequest().challengePassword())
                .isEmpty();
    }

    /** EJBCA answers HTTP 400 to each renewal without the challenge password. */
    @Test
    void sendsChallengeAfterHttpErrorsToo() throws Exception {
        ca.decides(asked ->
                asked.certificationRequest().challengePassword().isPresent() && asked.type() == MessageType.PKCS_REQ
                        ? ca.issued(asked)
                        : text(400, ""));
        requireIssued(renew(order().withChallengeFallback(renewed.withChallenge())));
        assertThat(ca.types()).containsExactly(MessageType.RENEWAL_REQ, MessageType.PKCS_REQ, MessageType.PKCS_REQ);
        assertThat(ca.asked().getLast().request().signer()).isEqualTo(old);
    }

    @Test
    void sendsChallengeAfterHttpErrorsInAChosenMessageTypeToo() throws Exception {
        ca.decides(asked -> text(400, ""));
        EnrollmentOrder order = order().withChallengeFallback(renewed.withChallenge());
        for (MessageChoice choice : List.of(MessageChoice.RENEWAL_REQ, MessageChoice.PKCS_REQ)) {
            ca.asked().clear();
            assertThatThrownBy(() -> renew(order.by(choice))).isInstanceOf(ScepException.class);
            assertThat(ca.asked()).hasSize(2);
            assertThat(ca.asked().getLast().certificationRequest().challengePassword())
                    .isPresent();
        }
    }

    @Test
    void reportsTheLastRefusalIfAllAttemptsAreRefused() throws Exception {
        ca.decides(asked -> ca.failure(asked, FailInfo.BAD_REQUEST));
        assertThat(renew(order().withChallengeFallback(renewed.withChallenge())))
                .isInstanceOf(Enrollment.Refused.class);
        assertThat(ca.types())
                .containsExactly(
                        MessageType.RENEWAL_REQ, MessageType.RENEWAL_REQ, MessageType.PKCS_REQ, MessageType.PKCS_REQ);
    }

    @Test
    void treatsRefusalOfAlgorithmOrTimeAsFinal() throws Exception {
        for (FailInfo info : List.of(FailInfo.BAD_ALG, FailInfo.BAD_TIME)) {
            ca.asked().clear();
            ca.decides(asked -> ca.failure(asked, info));
            assertThat(renew(order())).isInstanceOf(Enrollment.Refused.class);
            assertThat(ca.asked()).hasSize(1);
        }
    }

    @Test
    void keepsAChosenMessageType() {
        ca.decides(asked -> text(500, ""));
        assertThatThrownBy(() -> renew(order().by(MessageChoice.RENEWAL_REQ))).isInstanceOf(ProtocolException.class);
        assertThat(ca.types()).containsExactly(MessageType.RENEWAL_REQ);
        ca.asked().clear();
        assertThatThrownBy(() -> renew(order().by(MessageChoice.PKCS_REQ))).isInstanceOf(TransportException.class);
        assertThat(ca.types()).containsExactly(MessageType.PKCS_REQ);
    }

    @Test
    void triesNoOtherMessageAfterATemporaryFailure() {
        ca.decides(asked -> text(503, ""));
        assertThatThrownBy(() -> renew(order())).isInstanceOf(TransportException.class);
        assertThat(ca.asked()).hasSize(1);
    }

    @Test
    void refusesTheOldCertificateAsNewOne() throws Exception {
        ca.decides(asked -> ca.success(asked, old));
        EnrollmentOrder sameKey = EnrollmentOrder.renewal(
                device.request(), Requester.of(new Signer(device.key().key(), old)));
        assertThatThrownBy(renew(sameKey)::issuedOrThrow)
                .hasMessageContaining("renew with a new key")
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED));
    }
}
